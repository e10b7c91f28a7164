/** The page on which a person allows a client to act for them; works without any script. */
export function consentPage(input: {
  readonly clientName: string;
  readonly user: { readonly name: string; readonly email: string };
  readonly scopes: readonly string[];
  /** Sent along with the decision. */
  readonly parameters: Readonly<Record<string, string>>;
}): string {
  const { clientName, user, scopes, parameters } = input;
  const hidden = Object.entries(parameters)
    .map(([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`)
    .join('\n      ');
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Allow access</title></head>
  <body>
    <h1>${text(clientName)} wants to use your ActivitySmith account</h1>
    <p>Signed in as ${text(user.name)} (${text(user.email)}). This is a simulation.</p>
    <p>It asks for: ${text(scopes.join(', '))}</p>
    <form method="post" action="/oauth/authorize">
      ${hidden}
      <p><label><input type="checkbox" name="manage_api_keys" value="on" checked> Manage API keys</label></p>
      <button name="decision" value="allow">Allow</button>
      <button name="decision" value="deny">Deny</button>
    </form>
  </body>
</html>
`;
}

const text = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

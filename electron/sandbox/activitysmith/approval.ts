import type { SandboxHandler } from '../sandbox-handler.ts';

/** Does what a person does on the consent page, and answers where the browser is sent back to. */
export async function approve(
  admin: SandboxHandler,
  authorizeUrl: string,
  managesKeys: boolean,
): Promise<string> {
  const url = new URL(authorizeUrl);
  const page = await admin(new Request(url));
  const refusedTo = page.headers.get('location');
  if (refusedTo !== null) return refusedTo;
  if (!page.ok) throw new Error('The sandbox shows no consent page at this address');
  const form = new URLSearchParams(url.searchParams);
  form.set('decision', 'allow');
  if (managesKeys) form.set('manage_api_keys', 'on');
  const decision = await admin(
    new Request(new URL(url.pathname, url), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    }),
  );
  const location = decision.headers.get('location');
  if (location === null) throw new Error('The sandbox did not take the decision');
  return location;
}

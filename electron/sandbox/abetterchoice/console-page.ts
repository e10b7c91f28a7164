import type { KeyRecord } from './account-record.ts';

/** "SDK setup": informational, the cards lead nowhere. */
const sdks: readonly (readonly [name: string, isReady: boolean])[] = [
  ['go', true],
  ['http', true],
  ['Android', false],
  ['iOS', false],
  ['JavaScript', false],
  ['C++', false],
];

/** Settings → SDK&Key of the simulated console; works without any script. */
export function consolePage(input: {
  readonly projectId: string;
  readonly projectName: string;
  readonly keys: readonly (KeyRecord & { readonly isDefault: boolean })[];
  /** Why the last change was refused; null for none. */
  readonly problem: string | null;
}): string {
  const { projectId, projectName, keys, problem } = input;
  const cards = sdks
    .map(([name, isReady]) => `<li>${text(name)}: ${isReady ? 'ready' : 'Coming soon'}</li>`)
    .join('\n      ');
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>SDK&amp;Key · ${text(projectName)}</title></head>
  <body>
    <h1>Settings → SDK&amp;Key</h1>
    <p>Project ${text(projectName)}, id ${text(projectId)}. This is a simulation.</p>
    ${problem === null ? '' : `<p role="alert">${text(problem)}</p>`}
    <h2>SDK setup</h2>
    <ul>
      ${cards}
    </ul>
    <h2>API keys</h2>
    <form method="post" action="/console/create">
      <label>Name <input name="name" required pattern="[A-Za-z0-9_]+"></label>
      <label>Description <input name="description"></label>
      <button>+ New API Key</button>
    </form>
    <table>
      <tr><th>Name</th><th>Status</th><th>Token</th><th>Description</th><th>Created by</th><th></th></tr>
      ${keys.map(keyRow).join('\n      ')}
    </table>
  </body>
</html>
`;
}

function keyRow(key: KeyRecord & { readonly isDefault: boolean }): string {
  const isActive = key.deactivatedAt === null;
  const cells = [
    text(key.name),
    isActive ? 'Active' : 'Deactivated',
    `<details><summary>••••••••</summary><code>${text(key.tokenSecret)}</code></details>`,
    text(key.description),
    `${text(key.createdBy)}<br>${new Date(key.createdAt).toISOString()}`,
    isActive ? deactivateForm(key) : '',
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

const deactivateForm = ({ name, isDefault }: { name: string; isDefault: boolean }): string =>
  `<form method="post" action="/console/deactivate"><input type="hidden" name="name" value="${text(name)}"><button${isDefault ? ' disabled' : ''}>Deactivate</button></form>`;

const text = (value: string): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

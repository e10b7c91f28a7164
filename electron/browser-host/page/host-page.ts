/**
 * The browser host's own script. It runs before the app, gives it `window.bridge`, and shows the
 * host's questions in a dialog outside the app's root. It is never packaged.
 */
import type { Bridge } from '../../../shared/ipc/bridge.ts';

type Question =
  | { id: string; kind: 'confirm'; title: string; detail: string; verb: string }
  | { id: string; kind: 'pick-save'; title: string; suggestedName: string }
  | { id: string; kind: 'pick-open'; title: string; many: boolean };

const session = startSession();
const listeners = new Map<string, Set<(payload: unknown) => void>>();
let events: EventSource | null = null;
const shownQuestions = new Set<string>();

const bridge: Bridge = {
  async invoke(name, input) {
    await session;
    const response = await post(`/rpc/${name}`, input);
    if (!response.ok) {
      if (response.status === 401) showEnded();
      return {
        ok: false,
        error: { kind: 'unexpected', reference: `http-${String(response.status)}` },
      };
    }
    return (await response.json()) as Awaited<ReturnType<typeof bridge.invoke<typeof name>>>;
  },
  subscribe(name, listener) {
    const set = listeners.get(name) ?? new Set();
    const wrapped = listener as (payload: unknown) => void;
    set.add(wrapped);
    if (!listeners.has(name)) {
      listeners.set(name, set);
      listenTo(name);
    }
    return () => set.delete(wrapped);
  },
};

Object.defineProperty(window, 'bridge', { value: Object.freeze(bridge) });
void session.then((isOpen) => {
  if (!isOpen) return;
  events = new EventSource('/events');
  for (const name of listeners.keys()) listenTo(name);
  events.addEventListener('host.question', (event) => {
    showQuestion(JSON.parse(String(event.data)) as Question);
  });
});

/** Exchanges the one-time token and drops the fragment before the app's router reads it. */
function startSession(): Promise<boolean> {
  const token = /^#token=([\w-]+)$/.exec(window.location.hash)?.[1];
  if (token === undefined) return Promise.resolve(true);
  window.history.replaceState(null, '', '/');
  return post('/session', { token }).then(
    (response) => response.ok || response.status === 401,
    () => false,
  );
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    showEnded();
    return new Response(null, { status: 503 });
  });
}

function listenTo(name: string): void {
  events?.addEventListener(name, (event) => {
    const payload: unknown = JSON.parse(String(event.data));
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
  className = '',
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  created.textContent = text;
  if (className !== '') created.className = className;
  return created;
}

function showQuestion(question: Question): void {
  if (shownQuestions.has(question.id)) return;
  shownQuestions.add(question.id);
  const dialog = element('dialog', '', 'host-dialog');
  // Tells the app's focus handling that this dialog stands above its own.
  dialog.setAttribute('data-react-aria-top-layer', 'true');
  const title = element('h2', question.title);
  title.id = `host-title-${question.id}`;
  dialog.setAttribute('aria-labelledby', title.id);
  const form = element('form', '');
  form.method = 'dialog';
  const field = fieldOf(question);
  const detail = element('p', detailOf(question));
  const cancel = element('button', 'Cancel');
  cancel.type = 'button';
  const confirm = element(
    'button',
    question.kind === 'confirm'
      ? question.verb
      : takesMany(question)
        ? 'Use these files'
        : 'Use this file',
    'host-verb',
  );
  confirm.type = 'submit';
  const buttons = element('div', '', 'host-buttons');
  buttons.append(cancel, confirm);
  form.append(title, detail, ...(field === null ? [] : [field]), buttons);
  form.addEventListener('submit', () => {
    answer(question.id, field === null ? true : field.value);
  });
  cancel.addEventListener('click', () => {
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    // After a submit the question is answered already and this one is refused.
    answer(question.id, null);
    dialog.remove();
  });
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  (field ?? cancel).focus();
}

const takesMany = (question: Question): boolean => question.kind === 'pick-open' && question.many;

function detailOf(question: Question): string {
  if (question.kind === 'confirm') return question.detail;
  return takesMany(question)
    ? 'Give the full path of each file on this machine, one per line.'
    : 'Give the full path of the file on this machine.';
}

function fieldOf(question: Question): HTMLInputElement | HTMLTextAreaElement | null {
  if (question.kind === 'confirm') return null;
  const field = document.createElement(takesMany(question) ? 'textarea' : 'input');
  field.required = true;
  field.spellcheck = false;
  field.placeholder =
    question.kind === 'pick-save' ? `/home/you/${question.suggestedName}` : '/home/you/file';
  field.setAttribute('aria-label', takesMany(question) ? 'Full paths' : 'Full path');
  return field;
}

const answered = new Set<string>();
function answer(id: string, value: boolean | string | null): void {
  if (answered.has(id)) return;
  answered.add(id);
  void post('/host/answer', { id, answer: value });
}

/** The process is gone, or this page was opened without the printed address. */
function showEnded(): void {
  if (document.querySelector('.host-ended') !== null) return;
  const banner = element(
    'div',
    'This page has no connection to Rekey. Start it again and open the address that it prints.',
    'host-ended',
  );
  banner.setAttribute('role', 'alert');
  document.body.prepend(banner);
}

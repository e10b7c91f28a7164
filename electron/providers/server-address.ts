import { fail, ok, type AddressReason, type Result } from '../../shared/errors/app-error.ts';
import type { AddressPolicy } from '../services/ports/address-policy.ts';
import type { ProviderRegistry } from '../services/ports/provider-adapter.ts';
import type { ProviderRules } from '../services/ports/provider-rules.ts';

/** The admin API, or the hosts where keys are used. */
export type ServerPlane = 'admin' | 'data';

/** Which hosts a provider may be spoken to at. */
export interface ProviderHosts extends Pick<ProviderRules, 'adminHosts' | 'dataPlaneHosts'> {
  readonly id: string;
}

export interface ServerAddressOptions {
  /** Plain http to this machine: in the browser host and in unpackaged Electron only. */
  readonly allowLoopback: boolean;
}

const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const hostShape = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;
const pathShape = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/?$/;

/**
 * Whether an account may be spoken to at `address`: https to the provider's own hosts and to its
 * reserved sandbox host, http to this machine where allowed. Answers the address without a trailing
 * slash, else `address-refused` with the rule that refused it. Decides on the text as typed, because
 * parsing a URL repairs it: `127.1`, tabs and backslashes would pass.
 */
export function checkServerAddress(
  hosts: ProviderHosts,
  address: string,
  plane: ServerPlane,
  options: ServerAddressOptions,
): Result<string> {
  const typed = /^([a-z][a-z0-9+.-]*):\/\/([^/\\?#]*)([^?#]*)([?#].*)?$/is.exec(address.trim());
  if (typed === null) return refuse('not-a-url', '');
  const [, scheme = '', authority = '', path = '', tail] = typed;
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const [, name = '', port = ''] = /^(.*?)(?::(\d{1,5}))?$/s.exec(host) ?? [];
  if (authority.includes('@')) return refuse('has-credentials', name);
  if (tail !== undefined) return refuse('has-query', name);
  if (!hostShape.test(name)) return refuse(name === '' ? 'not-a-url' : 'foreign-host', name);
  if (!pathShape.test(path)) return refuse('not-a-url', name);
  const parsed = parse(`${scheme}://${host}${path}`);
  if (parsed === null) return refuse('not-a-url', name);
  const reason = originProblem(hosts, { scheme: scheme.toLowerCase(), name, port }, plane, options);
  return reason === null ? ok(`${parsed.origin}${path.replace(/\/$/, '')}`) : refuse(reason, name);
}

/** Whether a request may be sent to this URL; the same rule, asked again right before sending. */
export function isAllowedUrl(
  hosts: ProviderHosts,
  url: URL,
  plane: ServerPlane,
  options: ServerAddressOptions,
): boolean {
  const origin = { scheme: url.protocol.slice(0, -1), name: url.hostname, port: url.port };
  return (
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    originProblem(hosts, origin, plane, options) === null
  );
}

/** The rule above for every registered provider. */
export function createAddressPolicy(
  registry: ProviderRegistry,
  options: ServerAddressOptions,
): AddressPolicy {
  return {
    check(providerId, address, plane) {
      const adapter = registry.find(providerId);
      return adapter === null
        ? fail({ kind: 'not-found', what: 'provider' })
        : checkServerAddress({ id: adapter.id, ...adapter.rules }, address, plane, options);
    },
  };
}

/** The origin under which a provider's simulation lives inside the app; `.invalid` never resolves. */
function sandboxHost(providerId: string, plane: ServerPlane): string {
  return plane === 'admin' ? `${providerId}.sandbox.invalid` : `data.${providerId}.sandbox.invalid`;
}

function originProblem(
  hosts: ProviderHosts,
  origin: { readonly scheme: string; readonly name: string; readonly port: string },
  plane: ServerPlane,
  { allowLoopback }: ServerAddressOptions,
): AddressReason | null {
  const { scheme, name, port } = origin;
  if (scheme === 'http') {
    return allowLoopback && loopbackHosts.includes(name) ? null : 'not-https';
  }
  if (scheme !== 'https') return 'not-https';
  const own = plane === 'admin' ? hosts.adminHosts : hosts.dataPlaneHosts;
  const isKnown = own.includes(name) || name === sandboxHost(hosts.id, plane);
  return isKnown && (port === '' || port === '443') ? null : 'foreign-host';
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** The host is shown, so it is only passed on where it looks like one: somebody may have pasted a key. */
function refuse(reason: AddressReason, name: string): Result<never> {
  const host = hostShape.test(name) ? name.slice(0, 255) : '';
  return fail({ kind: 'address-refused', reason, host });
}

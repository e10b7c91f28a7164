import { EventEmitter } from 'node:events';
import type {
  CustomScheme,
  FromPartitionOptions,
  OnBeforeRequestListenerDetails,
  Protocol,
  session as electronSession,
  Session,
  WebRequest,
  WebRequestFilter,
} from 'electron';
import { app } from './electron-app.ts';

type RequestListener = Parameters<WebRequest['onBeforeRequest']>[0];
type SchemeHandler = Parameters<Protocol['handle']>[1];
type HandlerOf<Name extends keyof Session> = Session[Name] extends (
  handler: infer Handler,
) => unknown
  ? Handler
  : never;

class FakeWebRequest implements Pick<WebRequest, 'onBeforeRequest'> {
  listener: RequestListener = null;

  onBeforeRequest(filter: WebRequestFilter, listener: RequestListener): void;
  onBeforeRequest(listener: RequestListener): void;
  onBeforeRequest(first: WebRequestFilter | RequestListener, second?: RequestListener): void {
    if (second !== undefined) throw new Error('A filter would let other requests through unseen');
    this.listener = typeof first === 'function' ? first : null;
  }

  /** Whether a request of the page for this address is cancelled. */
  cancels(url: string): Promise<boolean> {
    const { listener } = this;
    if (listener === null) return Promise.resolve(false);
    const details = {
      id: 1,
      url,
      method: 'GET',
      resourceType: 'other',
      referrer: '',
      timestamp: 0,
      uploadData: [],
    } satisfies OnBeforeRequestListenerDetails;
    return new Promise((resolve) => {
      listener(details, ({ cancel }) => {
        resolve(cancel === true);
      });
    });
  }
}

class FakeProtocol implements Pick<Protocol, 'handle'> {
  readonly handlers = new Map<string, SchemeHandler>();

  handle(scheme: string, handler: SchemeHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
}

type Surface = Pick<
  Session,
  | 'closeAllConnections'
  | 'fetch'
  | 'setDevicePermissionHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerEnabled'
>;

/** A session with the handlers that were set on it. */
export class FakeSession extends EventEmitter implements Surface {
  readonly partition: string;
  readonly options: FromPartitionOptions | undefined;
  readonly webRequest = new FakeWebRequest();
  readonly protocol = new FakeProtocol();
  readonly fetched: { url: string; init: RequestInit | undefined }[] = [];
  /** Fetches and closed connections, in order. */
  readonly traffic: string[] = [];
  /** There is no network: every request fails as offline, unless a test answers it. */
  answerFetch: (url: string, init: RequestInit | undefined) => Promise<Response> = () =>
    Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
  permissionRequestHandler: HandlerOf<'setPermissionRequestHandler'> = null;
  permissionCheckHandler: HandlerOf<'setPermissionCheckHandler'> = null;
  devicePermissionHandler: HandlerOf<'setDevicePermissionHandler'> = null;
  displayMediaHandler: Parameters<Session['setDisplayMediaRequestHandler']>[0] = null;
  isSpellCheckerEnabled = true;

  constructor(partition: string, options: FromPartitionOptions | undefined) {
    super();
    this.partition = partition;
    this.options = options;
  }

  setPermissionRequestHandler(handler: HandlerOf<'setPermissionRequestHandler'>): void {
    this.permissionRequestHandler = handler;
  }

  setPermissionCheckHandler(handler: HandlerOf<'setPermissionCheckHandler'>): void {
    this.permissionCheckHandler = handler;
  }

  setDevicePermissionHandler(handler: HandlerOf<'setDevicePermissionHandler'>): void {
    this.devicePermissionHandler = handler;
  }

  setDisplayMediaRequestHandler(
    handler: Parameters<Session['setDisplayMediaRequestHandler']>[0],
  ): void {
    this.displayMediaHandler = handler;
  }

  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.isSpellCheckerEnabled = isEnabled;
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const url = typeof input === 'string' ? input : input.url;
    this.traffic.push(`fetch ${url}`);
    this.fetched.push({ url, init });
    return this.answerFetch(url, init);
  }

  closeAllConnections(): Promise<void> {
    this.traffic.push('close');
    return Promise.resolve();
  }

  /** What a page of this session gets for an address; null when the request was cancelled. */
  async load(url: string): Promise<Response | null> {
    if (await this.webRequest.cancels(url)) return null;
    const handler = this.protocol.handlers.get(new URL(url).protocol.slice(0, -1));
    return handler === undefined ? null : handler(new Request(url));
  }
}

/** By partition; the one without a name is the default session. */
export const sessions = new Map<string, FakeSession>();

function fromPartition(
  ...[partition, options]: Parameters<typeof electronSession.fromPartition>
): FakeSession {
  const known = sessions.get(partition);
  if (known !== undefined) return known;
  if (!app.isReady()) throw new Error('Session can only be received when app is ready');
  const made = new FakeSession(partition, options);
  sessions.set(partition, made);
  app.emit('session-created', made);
  return made;
}

export const session = {
  fromPartition,
  get defaultSession() {
    return fromPartition('');
  },
};

export const protocol = {
  schemes: [] as CustomScheme[],

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    app.happened.push('registerSchemesAsPrivileged');
    // A second call replaces what the first one said.
    this.schemes = schemes;
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged'> & { schemes: CustomScheme[] };

import { verifyActivity } from '../services/activity-verification.ts';
import { ok } from '../../shared/errors/app-error.ts';
import type { ParsedInput } from '../../shared/ipc/contract.ts';
import { moveSecretEnd } from '../services/secret-end-moving.ts';
import type { Services } from '../services/services.ts';
import type { Handlers } from './dispatch.ts';

/** Wires every command of the contract to its service; holds no rules of its own. */
export function createHandlers(services: Services): Handlers {
  return {
    ...accountHandlers(services),
    ...keyHandlers(services),
    ...vaultHandlers(services),
    ...rotationHandlers(services),
    ...appHandlers(services),
    ...sandboxHandlers(services),
  };
}

type Group<Prefix extends string> = Pick<Handlers, Extract<keyof Handlers, `${Prefix}.${string}`>>;

function accountHandlers({
  connections,
  forgetting,
  registry,
  sync,
}: Services): Group<'connections' | 'containers' | 'providers' | 'sync'> {
  return {
    'providers.list': () => ok(registry.all().map((adapter) => adapter.descriptor)),
    'connections.list': () => ok(connections.list()),
    'connections.test': (input) => connections.test(input),
    'connections.connect': async (input) => {
      const connected = await connections.connect(input);
      if (connected.ok) await sync.restart(connected.value.id);
      return connected;
    },
    'connections.sign-in': async ({ connectionId, fields }) => {
      const signedIn = await connections.signIn(connectionId, fields);
      if (signedIn.ok) await sync.restart(connectionId);
      return signedIn;
    },
    'connections.cancel-sign-in': () => {
      connections.cancelSignIn();
      return ok(null);
    },
    'connections.connect-sandbox': async () => {
      const connected = await connections.connectSandbox();
      if (connected.ok) for (const { id } of connected.value) sync.start(id);
      return connected;
    },
    'connections.rights': ({ connectionId }) => connections.rights(connectionId),
    'connections.rename': ({ connectionId, label }) => connections.rename(connectionId, label),
    'connections.forget-impact': ({ connectionId }) => forgetting.impact(connectionId),
    'connections.forget': ({ connectionId, typedName }) =>
      forgetting.forget(connectionId, typedName),
    'containers.scope-targets': ({ containerId }) => connections.scopeTargets(containerId),
    'containers.list': () => ok(connections.containers()),
    'containers.create': ({ connectionId, name }) =>
      connections.createContainer(connectionId, name),
    'sync.start': ({ connectionId }) => sync.start(connectionId),
    'sync.cancel': ({ connectionId }) => {
      sync.cancel(connectionId);
      return ok(null);
    },
    'sync.progress': () => ok(sync.progress()),
    'sync.drift': () => ok(sync.drift()),
    'sync.dismiss-drift': ({ connectionId, until }) => {
      sync.dismissDrift(connectionId, until);
      return ok(null);
    },
  };
}

function keyHandlers({
  byHand,
  checks,
  due,
  keys,
  lineage,
  rotations,
  scopes,
  secretExpiry,
  secrets,
  tokenRevocation,
}: Services): Group<'keys' | 'secrets'> {
  return {
    'keys.list': ({ offset, limit }) => ok(keys.list(offset, limit)),
    'keys.get': ({ keyId }) => keys.get(keyId),
    'keys.create': (input) => keys.create(input),
    'keys.look-for-created': ({ containerId, name }) => keys.lookForCreated(containerId, name),
    'keys.edit': (input) => scopes.edit(input),
    'keys.disable': ({ keyId, typedName }) => keys.end(keyId, 'disable', typedName),
    'keys.revoke': ({ keyId, typedName }) => keys.end(keyId, 'revoke', typedName),
    'keys.delete': ({ keyId, typedName }) => keys.end(keyId, 'delete', typedName),
    'keys.annotate': ({ keyId, annotations }) => keys.annotate(keyId, annotations),
    'keys.due-list': () => ok(due.list()),
    'keys.due': ({ keyId }) => due.get(keyId),
    'keys.set-due-rule': ({ keyId, tags, rule }) => due.setRule(keyId, tags, rule),
    'keys.snooze': ({ keyId, until, reason }) => due.snooze(keyId, until, reason),
    'keys.unsnooze': ({ keyId }) => due.unsnooze(keyId),
    'keys.add-by-hand': (input) => byHand.add(input),
    'keys.end-by-hand': ({ keyId, typedName, note }) => byHand.end(keyId, typedName, note),
    'keys.copy-support-request': ({ keyId, trigger }) => byHand.copySupportRequest(keyId, trigger),
    'keys.lineage': ({ keyId }) => lineage.of(keyId),
    'keys.check': ({ keyId }) => checks.check(keyId),
    'keys.revoke-tokens': ({ keyId, ...revocation }) => tokenRevocation.revoke(keyId, revocation),
    'secrets.reveal': ({ partId }) => secrets.reveal(partId),
    'secrets.copy': ({ partId }) => secrets.copy(partId),
    'secrets.keep': ({ partId }) => secrets.keep(partId),
    'secrets.look': ({ keyId }) => secretExpiry.look(keyId),
    'secrets.extend': (input) => moveSecretEnd({ rotations, secretExpiry, keys }, input),
    'secrets.end': ({ partId, typedName }) => secretExpiry.end(partId, typedName),
  };
}

function vaultHandlers({ vault }: Services): Group<'vault'> {
  return {
    'vault.list': ({ keyId, refresh }) => vault.list(keyId, refresh),
    'vault.put': (input) => vault.put(input),
    'vault.delete': ({ entryId, typedName }) => vault.delete(entryId, typedName),
    'vault.reveal': ({ entryId }) => vault.reveal(entryId),
    'vault.copy': ({ entryId }) => vault.copy(entryId),
    'vault.copy-to-key': ({ entryId, keyId, intent }) => vault.copyToKey(entryId, keyId, intent),
  };
}

function rotationHandlers({
  destinationPlaces,
  receipts,
  rotations,
  savedPlans,
}: Services): Group<'rotations'> {
  return {
    'rotations.list': () => ok(rotations.list()),
    'rotations.get': ({ rotationId }) => rotations.get(rotationId),
    'rotations.plan': ({ keyId, ...choice }) => rotations.plan(keyId, choice),
    'rotations.remembered': ({ keyId }) => ok(destinationPlaces.remembered(keyId)),
    'rotations.start': (input) => rotations.start(input),
    'rotations.command': (input) => rotations.command(input),
    'rotations.enter-new': (input) => rotations.enterNew(input),
    'rotations.attest': (input) => rotations.attest(input),
    'rotations.attest-ended': (input) => rotations.attestEnded(input),
    'rotations.confirm-destination': (input) => rotations.confirmDestination(input),
    'rotations.undo-destination': (input) => rotations.undoDestination(input),
    'rotations.extend': (input) => rotations.extend(input),
    'rotations.retire': (input) => rotations.retire(input),
    'rotations.receipt': ({ rotationId }) => rotations.receipt(rotationId),
    'rotations.verify-receipt': ({ rotationId }) => receipts.verify(rotationId),
    'rotations.export-receipt': ({ rotationId, format }) => receipts.export(rotationId, format),
    'rotations.export-plan': ({ marker, format }) => savedPlans.export(marker, format),
    'rotations.import-plan': ({ fileId }) => savedPlans.import(fileId),
  };
}

function sandboxHandlers({ sandboxConsole }: Services): Group<'sandbox'> {
  return {
    'sandbox.console-keys': ({ connectionId }) => sandboxConsole.keys(connectionId),
    'sandbox.console-create': ({ connectionId, name, description }) =>
      sandboxConsole.create(connectionId, { name, description }),
    'sandbox.console-deactivate': ({ connectionId, name }) =>
      sandboxConsole.deactivate(connectionId, name),
    'sandbox.console-copy-token': ({ connectionId, name }) =>
      sandboxConsole.copyToken(connectionId, name),
  };
}

const openTitles: Readonly<Record<ParsedInput<'files.pick-open'>['purpose'], string>> = {
  env: 'Choose .env files',
  json: 'Choose JSON files',
  program: 'Choose a program',
  plan: 'Choose a saved plan',
};

function appHandlers({
  activity,
  app,
  destinationPlaces,
  exports,
  filePicker,
  links,
  settings,
}: Services): Group<'activity' | 'app' | 'files' | 'settings'> {
  return {
    'app.status': () => ok(app.status()),
    'app.open-link': ({ linkId }) => links.open(linkId),
    'activity.list': ({ beforeSeq, limit }) => ok(activity.page(beforeSeq, limit)),
    'activity.verify': () => ok(verifyActivity(activity)),
    'activity.export': ({ fileId }) => exports.exportActivity(fileId),
    'files.pick-save': async ({ purpose, suggestedName }) => {
      const title = purpose === 'activity' ? 'Export activity' : 'Write the secret to a new file';
      const picked = await filePicker.pickSave({ title, suggestedName });
      return ok(picked);
    },
    'files.pick-open': async ({ purpose, many }) =>
      ok([...(await filePicker.pickOpen({ title: openTitles[purpose], many }))]),
    'files.describe': ({ fileId, kind }) => destinationPlaces.describe(fileId, kind),
    'settings.get': () => ok(settings.get()),
    'settings.update': ({ settings: changes }) => {
      const updated = settings.update(changes);
      if (!updated.ok) return updated;
      activity.record({
        action: 'settings.changed',
        subject: 'settings',
        facts: { changed: Object.keys(changes).join(', ') },
      });
      return updated;
    },
  };
}

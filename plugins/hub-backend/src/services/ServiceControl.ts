import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ANNOTATION_IDEMPOTENCY_KEY,
  ANNOTATION_REQUESTED_BY,
  hubServiceControlPermission,
  RefreshServiceRequest,
  RollbackServiceRequest,
  Service,
  SyncServiceRequest,
} from '@illm-lab/plugin-hub-common';
import { createHash } from 'node:crypto';
import { Access } from '../access/Access';
import { AuditLog } from '../access/AuditLog';
import { Caller } from '../access/Caller';
import { Application, isAutomated, sourceOf } from './argocd/application';
import { ApplicationWatch } from './argocd/ApplicationWatch';
import { ArgocdRefusalError, ArgocdServer } from './argocd/ArgocdServer';
import { infoOfOperation } from './argocd/operation';
import { ServiceBook } from './ServiceBook';

/** Milliseconds in which the begun operation usually shows. */
const PATIENCE = 2_000;

const MAX_REMEMBERED = 1_000;

interface SyncOptions {
  prune?: boolean;
  dryRun?: boolean;
}

/** Refreshes, syncs and rolls back services, through Argo CD itself. */
export class ServiceControl {
  private readonly underWay = new Map<string, Promise<Service>>();
  /** Syncs by key, for when another operation has followed since. */
  private readonly begun = new Map<string, SyncOptions>();

  constructor(
    private readonly options: {
      applications: ApplicationWatch;
      book: ServiceBook;
      server?: ArgocdServer;
      access: Access;
      audit: AuditLog;
    },
  ) {}

  /** Compares a service with Git now. */
  async refresh(
    name: string,
    { hard = false }: RefreshServiceRequest,
    caller: Caller,
  ): Promise<Service> {
    return this.options.audit.audited(
      'service-refresh',
      caller,
      { service: name, hard },
      async () => {
        await this.allowed(name, caller);
        await asked(() => this.server().refresh(name, hard));
        return this.show(name);
      },
    );
  }

  /**
   * Begins a sync, or a dry run of one. The key is kept with the operation
   * itself, so a repeated request finds what it has begun, whichever replica
   * answers.
   */
  async sync(
    name: string,
    request: SyncServiceRequest,
    caller: Caller,
  ): Promise<Service> {
    const { prune = false, dryRun = false, idempotencyKey } = request;
    return this.options.audit.audited(
      'service-sync',
      caller,
      { service: name, prune, dryRun },
      async () => {
        const { user } = await this.allowed(name, caller);
        const key = createHash('sha256')
          .update(`${user}\n${idempotencyKey}`)
          .digest('hex');
        return this.once(`${name} ${key}`, async () => {
          const known =
            operationWith(this.application(name), key)?.sync ??
            this.begun.get(key);
          if (known) {
            sameOrConflict(known, { prune, dryRun });
            return this.show(name);
          }
          await asked(() =>
            this.server().sync(name, {
              prune,
              dryRun,
              infos: [
                { name: ANNOTATION_REQUESTED_BY, value: user },
                { name: ANNOTATION_IDEMPOTENCY_KEY, value: key },
              ],
            }),
          );
          this.remember(key, { prune, dryRun });
          await this.options.applications.settled(
            name,
            one => operationWith(one, key) !== undefined,
            PATIENCE,
          );
          return this.show(name);
        });
      },
    );
  }

  /** Begins to deploy again what was deployed before. */
  async rollback(
    name: string,
    request: RollbackServiceRequest,
    caller: Caller,
  ): Promise<Service> {
    const { deployment, prune = false, dryRun = false } = request;
    return this.options.audit.audited(
      'service-rollback',
      caller,
      { service: name, deployment, prune, dryRun },
      async () => {
        const { application } = await this.allowed(name, caller);
        const history = application.status?.history ?? [];
        const entry = history.find(({ id }) => id === deployment);
        if (!entry) {
          throw new NotFoundError(
            `${name} has no deployment ${deployment}. Its history says which there are.`,
          );
        }
        if (isAutomated(application)) {
          throw new ConflictError(
            `Argo CD keeps ${name} at ${
              sourceOf(application.spec)?.targetRevision ?? 'HEAD'
            } by itself and would undo a rollback. Revert the commit in Git instead.`,
          );
        }
        const isIt = ({ operation, status }: Application) => {
          const state = status?.operationState;
          const sync = (
            operation ?? (state?.phase === 'Running' ? state.operation : {})
          )?.sync;
          return (
            sameRevision(sync ?? {}, entry) && Boolean(sync?.dryRun) === dryRun
          );
        };
        const isThere =
          sameRevision(history.at(-1) ?? {}, entry) &&
          application.status?.operationState?.phase === 'Succeeded';
        return this.once(`${name} ${deployment} ${dryRun}`, async () => {
          if (isIt(application) || (isThere && !dryRun)) {
            return this.show(name);
          }
          await asked(() =>
            this.server().rollback(name, { id: deployment, prune, dryRun }),
          );
          await this.options.applications.settled(name, isIt, PATIENCE);
          return this.show(name);
        });
      },
    );
  }

  private server(): ArgocdServer {
    if (!this.options.server) {
      throw new ServiceUnavailableError(
        'This portal has no access to Argo CD. Set hub.argocd in its configuration.',
      );
    }
    return this.options.server;
  }

  /**
   * @throws NotAllowedError for those who may not
   * @throws NotFoundError when there is no such service
   */
  private async allowed(name: string, { credentials }: Caller) {
    const { access } = this.options;
    const user = access.user(credentials);
    await access.may(hubServiceControlPermission, 'the platform team', user);
    return {
      user: user.principal.userEntityRef,
      application: this.application(name),
    };
  }

  private application(name: string): Application {
    const application = this.options.applications.get(name);
    if (!application) {
      throw new NotFoundError(`There is no service “${name}” on the hub.`);
    }
    return application;
  }

  private show(name: string): Service {
    const service = this.options.book.service(name);
    if (!service) {
      throw new NotFoundError(`There is no service “${name}” on the hub.`);
    }
    return service;
  }

  private remember(key: string, options: SyncOptions): void {
    this.begun.set(key, options);
    if (this.begun.size > MAX_REMEMBERED) {
      const [oldest] = this.begun.keys();
      this.begun.delete(oldest);
    }
  }

  /** Two requests at once for the same are one. */
  private once(key: string, work: () => Promise<Service>): Promise<Service> {
    const known = this.underWay.get(key);
    if (known) {
      return known;
    }
    const begun = work().finally(() => this.underWay.delete(key));
    this.underWay.set(key, begun);
    return begun;
  }
}

/** The operation that a key has begun, if it is the one asked for or the last. */
function operationWith({ operation, status }: Application, key: string) {
  return [operation, status?.operationState?.operation].find(
    one => infoOfOperation(one, ANNOTATION_IDEMPOTENCY_KEY) === key,
  );
}

function sameOrConflict(begun: SyncOptions, wanted: SyncOptions): void {
  if (
    Boolean(begun.prune) !== Boolean(wanted.prune) ||
    Boolean(begun.dryRun) !== Boolean(wanted.dryRun)
  ) {
    throw new ConflictError(
      'This idempotencyKey was used for a sync with other options. Use a new one.',
    );
  }
}

interface Revisions {
  revision?: string;
  revisions?: string[];
}

/** Whether two are the same commit, of each source where there are several. */
function sameRevision(a: Revisions, b: Revisions): boolean {
  const text = ({ revision, revisions }: Revisions) =>
    revision || revisions?.join(' ');
  return text(a) !== undefined && text(a) === text(b);
}

/** Errors of Argo CD as what they are to who asks. */
async function asked(call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof ArgocdRefusalError) {
      throw new ConflictError(`Argo CD refuses: ${error.message}`);
    }
    throw error instanceof ServiceUnavailableError
      ? error
      : new ServiceUnavailableError(
          `Argo CD can’t be asked now: ${
            (error as Error).message
          }. Try again when it is back.`,
          error as Error,
        );
  }
}

import {
  ARGOCD_PROJECT_CLAIMS,
  CLAIM_GROUP,
  NAMESPACE_ARGOCD,
  SourceStatus,
} from '@illm-lab/plugin-hub-common';
import { HubSource, HubSourceContext } from '@illm-lab/plugin-hub-node';
import { HttpStatusError } from '../kube/httpRequest';
import { KubeConnection } from '../kube/KubeConnection';
import { LeanWatch } from '../kube/LeanWatch';
import { KubeObject } from '../kube/types';
import { Application } from '../services/argocd/application';
import {
  ClaimDefinition,
  ClaimObject,
  EventObject,
  leanClaim,
  PartObject,
} from './objects';
import { PartWatch } from './PartWatch';
import { WatchSet } from './WatchSet';

const pathOf = ({ plural, version }: ClaimKind) =>
  `/apis/${CLAIM_GROUP}/${version}/${plural}`;

const NOT_FOUND = 404;
const DEFINITIONS =
  '/apis/apiextensions.crossplane.io/v2/compositeresourcedefinitions';
const APPLICATIONS = `/apis/argoproj.io/v1alpha1/namespaces/${NAMESPACE_ARGOCD}/applications`;

/** A kind that can be claimed. */
export interface ClaimKind {
  kind: string;
  plural: string;
  version: string;
}

function kindOf({ spec }: ClaimDefinition): ClaimKind | undefined {
  const version =
    spec.versions.find(one => one.referenceable) ?? spec.versions[0];
  return spec.group === CLAIM_GROUP && version
    ? { ...spec.names, version: version.name }
    : undefined;
}

/** Kind and version of what a claim is made of, as one key. */
const keyOf = (of: { apiVersion: string; kind: string }) =>
  `${of.apiVersion} ${of.kind}`;
/** Secrets are never read: the claim says what there is to know. */
const isSecret = (of: { apiVersion: string; kind: string }) =>
  of.apiVersion === 'v1' && of.kind === 'Secret';

/**
 * Keeps in memory what the hub has of claims: the kinds there are, all claims of
 * them, what those are made of, the events of their namespaces, and the
 * Applications that bring them. A kind that comes later is followed by itself.
 */
export class ClaimWatch implements HubSource {
  readonly group = 'views';
  private readonly definitions: LeanWatch<
    ClaimDefinition,
    ClaimKind | undefined
  >;
  private readonly claimWatches: WatchSet<LeanWatch<ClaimObject, ClaimObject>>;
  private readonly partWatches: WatchSet<PartWatch>;
  private readonly eventWatches: WatchSet<LeanWatch<EventObject, EventObject>>;
  private readonly namespaces: LeanWatch<KubeObject, KubeObject>;
  private readonly applications: LeanWatch<
    Application,
    Application | undefined
  >;
  /** Kinds of parts that were ever seen: a claim may go before its parts. */
  private readonly partKinds = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private fault: Error | undefined = new Error('Not connected yet.');
  private lastGoodAt?: string;
  private context?: HubSourceContext;

  constructor(connection: KubeConnection) {
    const plain = {
      connection,
      onChange: () => this.tell(),
      onState: () => {},
    };
    this.definitions = new LeanWatch({
      connection,
      path: DEFINITIONS,
      lean: kindOf,
      onChange: () => this.changed(),
      onState: error => this.setState(error),
    });
    this.claimWatches = new WatchSet(
      path =>
        new LeanWatch<ClaimObject, ClaimObject>({
          ...plain,
          path,
          lean: leanClaim,
          onChange: () => this.changed(),
        }),
    );
    this.partWatches = new WatchSet(key => {
      const [apiVersion, kind] = key.split(' ');
      return new PartWatch({
        connection,
        apiVersion,
        kind,
        onChange: plain.onChange,
      });
    });
    this.eventWatches = new WatchSet(
      namespace =>
        new LeanWatch<EventObject, EventObject>({
          ...plain,
          path: `/api/v1/namespaces/${namespace}/events`,
          lean: leanEvent,
        }),
    );
    this.namespaces = new LeanWatch<KubeObject, KubeObject>({
      ...plain,
      path: '/api/v1/namespaces',
      lean: ({ metadata: { name, uid, labels } }) => ({
        metadata: { name, uid, labels },
      }),
    });
    this.applications = new LeanWatch<Application, Application | undefined>({
      ...plain,
      path: APPLICATIONS,
      lean: one =>
        one.spec?.project === ARGOCD_PROJECT_CLAIMS ? one : undefined,
    });
  }

  /** Calls back when anything of this has changed. */
  onChange(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The kinds that can be claimed, by name. */
  kinds(): ClaimKind[] {
    return [...this.definitions.items.values()]
      .flatMap(one => one ?? [])
      .sort((a, b) => a.kind.localeCompare(b.kind));
  }

  /** All claims of a kind. */
  claims(kind: ClaimKind): ClaimObject[] {
    return [...(this.claimWatches.get(pathOf(kind))?.items.values() ?? [])];
  }

  /** Everything that was composed, with its kind. */
  parts(): { apiVersion: string; kind: string; object: PartObject }[] {
    return this.partWatches.keys().flatMap(key => {
      const [apiVersion, kind] = key.split(' ');
      return this.partWatches
        .get(key)!
        .items.map(object => ({ apiVersion, kind, object }));
    });
  }

  /** Why parts of a kind can't be seen; undefined when they can. */
  partFault(of: { apiVersion: string; kind: string }): string | undefined {
    return isSecret(of) ? undefined : this.partWatches.get(keyOf(of))?.fault;
  }

  /** Labels of a namespace; undefined when there is no such. */
  namespaceLabels(name: string): Record<string, string> | undefined {
    for (const { metadata } of this.namespaces.items.values()) {
      if (metadata.name === name) return metadata.labels ?? {};
    }
    return undefined;
  }

  /** Events of a namespace. */
  events(namespace: string): EventObject[] {
    return [...(this.eventWatches.get(namespace)?.items.values() ?? [])];
  }

  /** The Application that brings a namespace's claims. */
  application(namespace: string): Application | undefined {
    for (const one of this.applications.items.values()) {
      if (one?.spec.destination?.namespace === namespace) return one;
    }
    return undefined;
  }

  async start(context: HubSourceContext): Promise<void> {
    this.context = context;
    this.definitions.start();
    this.namespaces.start();
    this.applications.start();
  }

  async stop(): Promise<void> {
    await Promise.all(
      [
        this.definitions,
        this.namespaces,
        this.applications,
        this.claimWatches,
        this.partWatches,
        this.eventWatches,
      ].map(one => one.stop()),
    );
  }

  status(): SourceStatus {
    return {
      name: 'Crossplane',
      connected: this.fault === undefined,
      ...(this.fault && { reason: this.fault.message }),
      ...(this.fault && this.lastGoodAt && { lastGoodAt: this.lastGoodAt }),
    };
  }

  /** Kinds or claims have changed, and with them perhaps what is to follow. */
  private changed(): void {
    const kinds = this.kinds();
    this.claimWatches.want(kinds.map(pathOf));
    const claims = kinds.flatMap(kind => this.claims(kind));
    for (const { spec } of claims) {
      for (const ref of spec?.crossplane?.resourceRefs ?? []) {
        if (!isSecret(ref)) this.partKinds.add(keyOf(ref));
      }
    }
    this.partWatches.want(this.partKinds);
    this.eventWatches.want([
      ...claims.map(({ metadata }) => metadata.namespace!),
      // Of what was there, the last events are of interest.
      ...this.eventWatches.keys(),
    ]);
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach(listener => listener());
  }

  private setState(error: Error | undefined): void {
    const fault =
      error instanceof HttpStatusError && error.status === NOT_FOUND
        ? new Error('Crossplane is not on this hub, or not yet.')
        : error;
    if (!fault || !this.fault) this.lastGoodAt = new Date().toISOString();
    if (fault?.message === this.fault?.message) return;
    this.fault = fault;
    this.context?.onStatusChange();
    this.tell();
  }
}

function leanEvent(event: EventObject): EventObject {
  const { metadata, involvedObject, type, reason, message, count } = event;
  const { firstTimestamp, lastTimestamp, eventTime } = event;
  const { name, uid } = metadata;
  const { kind, apiVersion } = involvedObject;
  return {
    metadata: { name, uid },
    involvedObject: { kind, name: involvedObject.name, apiVersion },
    type,
    reason,
    message,
    count,
    firstTimestamp,
    lastTimestamp,
    eventTime,
  };
}

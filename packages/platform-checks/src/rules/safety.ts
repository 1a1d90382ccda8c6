import { Finding, Rule } from './Rule';
import { Manifest, allApplications } from '../tree';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

interface SyncPolicy {
  automated?: { allowEmpty?: boolean };
  syncOptions?: string[];
  retry?: { backoff?: { factor?: number; maxDuration?: string } };
}

const policyOf = ({ spec }: Manifest) => (spec?.syncPolicy ?? {}) as SyncPolicy;

/** Whether removing it asks a person first. */
const isGuarded = ({ metadata }: Manifest) =>
  metadata?.annotations?.[SYNC_OPTIONS]?.split(',').includes('Prune=confirm');

/** A mistake in Git does not empty the hub. */
export const deletion: Rule = {
  name: 'deletion',
  why: 'A rename or an empty folder would take the services, their data or all experiments with it.',
  check: tree => {
    const applications = allApplications(tree);
    const empty = applications
      .filter(({ manifest }) => policyOf(manifest).automated?.allowEmpty)
      .map(({ file }) => ({
        file,
        message: 'allows a sync to nothing; leave allowEmpty out',
      }));
    const unguarded = tree
      .manifests('platform/hub/apps')
      .filter(
        ({ manifest: { kind, metadata } }) =>
          kind === 'ApplicationSet' || metadata?.name === 'openbao',
      )
      .filter(({ manifest }) => !isGuarded(manifest))
      .map(({ file, manifest: { kind, metadata } }) => ({
        file,
        message: `${kind} ${metadata?.name} needs the annotation ${SYNC_OPTIONS}: Prune=confirm,Delete=confirm`,
      }));
    const leaving = applications
      .filter(
        ({ manifest }) =>
          !(
            manifest.metadata as { finalizers?: string[] }
          ).finalizers?.includes(FINALIZER),
      )
      .map(({ file }) => ({
        file,
        message: `lacks the finalizer ${FINALIZER}; deleting it would leave its objects without an owner`,
      }));
    return [...empty, ...unguarded, ...leaving];
  },
};

/** A sync that failed for a passing cause is tried again, and not for ever. */
export const retry: Rule = {
  name: 'retry',
  why: 'Definitions and webhooks are ready a moment later than what uses them.',
  check: tree =>
    allApplications(tree).flatMap(({ file, manifest }): Finding[] => {
      const { automated, retry: again } = policyOf(manifest);
      const { factor, maxDuration } = again?.backoff ?? {};
      return automated && !(factor && factor > 1 && maxDuration)
        ? [{ file, message: 'syncs by itself without a retry with backoff' }]
        : [];
    }),
};

/** What is ignored when comparing is ignored when applying, too. */
export const ignoring: Rule = {
  name: 'ignoring',
  why: 'Without it every sync overwrites what a controller wrote, and the controller writes it again.',
  check: tree =>
    allApplications(tree).flatMap(({ file, manifest }) => {
      const options = policyOf(manifest).syncOptions ?? [];
      const ignores = manifest.spec?.ignoreDifferences !== undefined;
      return ['RespectIgnoreDifferences=true', 'ServerSideApply=true']
        .filter(option => ignores && !options.includes(option))
        .map(option => ({
          file,
          message: `has ignoreDifferences without ${option}`,
        }));
    }),
};

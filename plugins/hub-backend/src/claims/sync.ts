import { CLAIM_GROUP, ClaimStep } from '@illm-lab/plugin-hub-common';
import { ClaimFacts } from './facts';
import { sentence } from './words';

/** The claim in its Application's list. */
const listed = ({ application, kind, name }: ClaimFacts) =>
  application?.status?.resources?.find(
    one => one.group === CLAIM_GROUP && one.kind === kind && one.name === name,
  );

type Stand = Pick<ClaimStep, 'state' | 'message'>;

/** What Argo CD has done with a claim's definition. */
export function syncStand(facts: ClaimFacts): Stand {
  const { application, object, file } = facts;
  if (!file?.onMain) return outsideGit(facts);
  if (!application) {
    return object
      ? {
          state: 'skipped',
          message: 'It is on the hub, and no Application of Argo CD brings it.',
        }
      : {
          state: 'working',
          message: `Argo CD has no Application for ${facts.namespace} yet.`,
        };
  }
  const { name } = application.metadata;
  const fault = refusal(facts);
  if (fault) {
    return {
      state: 'failed',
      message: sentence(`Argo CD (${name}) could not take it up: ${fault}`),
    };
  }
  if (!object) {
    return { state: 'working', message: `Argo CD (${name}) is taking it up.` };
  }
  return listed(facts)?.status === 'OutOfSync'
    ? {
        state: 'working',
        message: `Git says something else than the hub; Argo CD (${name}) is about to change it.`,
      }
    : { state: 'done', message: `Argo CD (${name}) keeps it as Git says.` };
}

function outsideGit({
  object,
  file,
  removedBy,
  application,
}: ClaimFacts): Stand {
  if (!object) {
    return { state: 'waiting', message: 'Argo CD waits for the merge.' };
  }
  if (removedBy || (!file && application)) {
    return {
      state: removedBy ? 'working' : 'skipped',
      message: removedBy
        ? `Pull request #${removedBy.number} removed it from Git; Argo CD is about to take it away.`
        : 'It is on the hub and not in Git: somebody made it by hand.',
    };
  }
  return { state: 'skipped', message: 'It is on the hub and not in Git.' };
}

/** Why Argo CD could not apply a claim; undefined when it could or will. */
function refusal({
  application,
  object,
  kind,
  name,
}: ClaimFacts): string | undefined {
  const { conditions, operationState } = application?.status ?? {};
  const own = operationState?.syncResult?.resources?.find(
    one => one.group === CLAIM_GROUP && one.kind === kind && one.name === name,
  );
  if (own?.status === 'SyncFailed') return own.message ?? 'no reason given';
  if (object) return undefined;
  const broken = conditions?.find(({ type }) => type.endsWith('Error'));
  if (broken) return broken.message;
  return operationState?.phase === 'Failed' || operationState?.phase === 'Error'
    ? operationState.message ?? 'no reason given'
    : undefined;
}

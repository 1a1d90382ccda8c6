import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { type ServiceOperation } from '@illm-lab/plugin-hub-common';
import { EntityLink } from '../components/EntityLink';
import { MetaLine } from '../components/MetaLine';
import { StatusSentence } from '../components/StatusSentence';
import { Duration, TimeAgo } from '../components/Time';
import { plural } from '../format/counts';
import styles from './services.module.css';
import { operationStatus } from './status';
import { shortRevision } from './words';

/** A user of the portal, as the catalog names one. */
const PERSON = /^user:[^/]+\/.+$/;

const Requester = ({ operation }: { operation: ServiceOperation }) => {
  const { requestedBy, automated } = operation;
  if (automated || !requestedBy) return <>by Argo CD itself</>;
  return PERSON.test(requestedBy) ? (
    <>
      by <EntityLink entityRef={requestedBy} defaultKind="user" />
    </>
  ) : (
    <>{`by ${requestedBy}`}</>
  );
};

/** The operation that runs, or the last, and what it did to each object. */
export const OperationPanel = ({
  operation,
}: {
  operation: ServiceOperation;
}) => {
  const { dryRun, prune, message, revision, resources } = operation;
  const what = [
    dryRun ? 'Dry run of a sync' : 'Sync',
    revision && `to ${shortRevision(revision)}`,
    prune && 'with prune',
  ].filter(Boolean);
  return (
    <>
      <StatusSentence
        status={operationStatus(operation)}
        sentence={`${what.join(' ')}: ${message}`}
      />
      <MetaLine>
        <span>
          <Requester operation={operation} />
        </span>
        {operation.startedAt && (
          <span>
            <TimeAgo at={operation.startedAt} />
          </span>
        )}
        {operation.startedAt && (
          <span>
            <Duration
              startedAt={operation.startedAt}
              finishedAt={operation.finishedAt}
            />
          </span>
        )}
      </MetaLine>
      {resources.length > 0 && (
        <Accordion
          // What a dry run tells is what it was asked for.
          key={`${operation.startedAt} ${dryRun}`}
          defaultExpanded={dryRun || operation.phase === 'Failed'}
        >
          <AccordionTrigger
            title={`What it ${dryRun ? 'would do' : 'did'} to ${plural(
              resources.length,
              'object',
            )}`}
          />
          <AccordionPanel>
            <div className={styles.scroll}>
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">Object</th>
                    <th scope="col">Outcome</th>
                    <th scope="col">Message</th>
                  </tr>
                </thead>
                <tbody>
                  {resources.map(one => (
                    <tr
                      key={`${one.group}/${one.kind}/${one.namespace}/${one.name}`}
                    >
                      <th scope="row">
                        <span className={styles.kind}>{one.kind}</span>{' '}
                        {one.name}
                      </th>
                      <td data-label="Outcome">{one.status}</td>
                      <td>
                        <Text as="span">{one.message}</Text>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </AccordionPanel>
        </Accordion>
      )}
    </>
  );
};

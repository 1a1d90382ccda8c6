import { fact, Input, whole } from '../../plan/Input';
import { ManagedPart, Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { QueueSpec } from './spec';

/** Of a queue's name, with room for the other one's ending. */
const MAX_LENGTH = 75;
const DEAD_LETTERS = '-dead';
const SECONDS_PER_HOUR = 3600;
/** As long as SQS can: somebody has to look at them. */
const DEAD_LETTERS_SECONDS = 14 * 24 * SECONDS_PER_HOUR;

/** A queue on AWS: Amazon SQS. */
export function awsQueue(input: Input<QueueSpec>): Plan {
  const { spec, region } = input;
  const name = cloudName(input, MAX_LENGTH);
  const queue = (
    externalName: string,
    settings: Record<string, unknown>,
  ): ManagedPart => ({
    managed: 'sqsQueue',
    externalName,
    forProvider: { region, sqsManagedSseEnabled: true, ...settings },
  });
  const deadLetters = fact(input, 'dead-letters', 'arn');
  const endpoint = fact(input, 'queue', 'url');
  return {
    parts: {
      'dead-letters': queue(name + DEAD_LETTERS, {
        messageRetentionSeconds: DEAD_LETTERS_SECONDS,
      }),
      queue: queue(name, {
        messageRetentionSeconds: spec.retentionHours * SECONDS_PER_HOUR,
        visibilityTimeoutSeconds: spec.lockSeconds,
        // Known once the other queue is there; then this one learns it.
        ...(deadLetters && {
          redrivePolicy: JSON.stringify({
            deadLetterTargetArn: deadLetters,
            maxReceiveCount: spec.maxReceives,
          }),
        }),
      }),
    },
    order: [
      {
        keep: 'dead-letters',
        until: 'queue',
        why: 'the queue moves messages there that nobody could handle',
      },
    ],
    endpoint,
    // No password: workloads come in by a role of theirs.
    connection: whole({
      endpoint,
      queue: name,
      deadLetterQueue: deadLetters && name + DEAD_LETTERS,
      region,
    }) as Record<string, string> | undefined,
  };
}

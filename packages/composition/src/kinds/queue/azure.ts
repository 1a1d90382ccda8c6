import { detail, fact, Input, whole } from '../../plan/Input';
import { Plan } from '../../plan/Plan';
import { cloudName } from '../cloudName';
import { GROUP, groupLast, inGroup, resourceGroup } from '../resourceGroup';
import { QueueSpec } from './spec';

/** Of a namespace's name. */
const MAX_LENGTH = 50;

/** A queue on Azure: Service Bus, whose queues have dead letters built in. */
export function azureQueue(input: Input<QueueSpec>): Plan {
  const { spec, region, name } = input;
  const endpoint = fact(input, 'namespace', 'endpoint');
  return {
    parts: {
      [GROUP]: resourceGroup(input),
      namespace: {
        managed: 'serviceBusNamespace',
        externalName: cloudName(input, MAX_LENGTH),
        forProvider: {
          location: region,
          ...inGroup(input),
          sku: 'Standard',
          minimumTlsVersion: '1.2',
        },
      },
      queue: {
        managed: 'serviceBusQueue',
        externalName: name,
        forProvider: {
          namespaceIdRef: { name: input.objectName('namespace') },
          defaultMessageTtl: `PT${spec.retentionHours}H`,
          lockDuration: `PT${spec.lockSeconds}S`,
          maxDeliveryCount: spec.maxReceives,
          deadLetteringOnMessageExpiration: true,
        },
      },
    },
    order: [
      groupLast('namespace'),
      {
        keep: 'namespace',
        until: 'queue',
        why: 'a queue is deleted by its namespace',
      },
    ],
    endpoint,
    connection: whole({
      endpoint,
      queue: name,
      deadLetterQueue: `${name}/$deadletterqueue`,
      connectionString: detail(
        input,
        'namespace',
        'attribute.default_primary_connection_string',
      ),
    }),
  };
}

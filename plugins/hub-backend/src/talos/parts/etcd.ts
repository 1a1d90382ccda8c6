import { z } from 'zod';
import { count, message, OFTEN_MS, TalosPart } from './part';

/** How Talos writes that no member is meant. */
const NO_MEMBER = '0';

const etcdMembers = message(
  z.object({
    members: z.array(
      z.object({
        id: z.string(),
        hostname: z.string(),
        is_learner: z.boolean(),
      }),
    ),
  }),
);

const etcdStatus = message(
  z.object({
    member_status: z.object({
      member_id: z.string(),
      leader: z.string(),
      db_size: count,
      db_size_in_use: count,
      errors: z.array(z.string()),
    }),
  }),
);

const etcdAlarms = message(
  z.object({ member_alarms: z.array(z.object({ alarm: z.string() })) }),
);

/** The etcd of a control plane; a worker has none. */
export const ETCD_PART: TalosPart = {
  name: 'etcd',
  everyMs: OFTEN_MS,
  absent: { etcd: null },
  read: async client => {
    const [{ members }, { member_status: own }, { member_alarms: alarms }] =
      await Promise.all([
        client.call('EtcdMemberList').then(etcdMembers.parse),
        client.call('EtcdStatus').then(etcdStatus.parse),
        client.call('EtcdAlarmList').then(etcdAlarms.parse),
      ]);
    return {
      etcd: {
        members: members
          .map(({ id, hostname, is_learner }) => ({
            id,
            hostname,
            learner: is_learner,
          }))
          .sort((a, b) => a.hostname.localeCompare(b.hostname)),
        leader: own.leader === NO_MEMBER ? null : own.leader,
        memberId: own.member_id === NO_MEMBER ? null : own.member_id,
        alarms: alarms
          .map(({ alarm }) => alarm)
          .filter(alarm => alarm !== 'NONE'),
        dbSize: own.db_size,
        dbSizeInUse: own.db_size_in_use,
        errors: own.errors,
      },
    };
  },
};

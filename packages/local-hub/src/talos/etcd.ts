import { readFileSync } from 'node:fs';
import https from 'node:https';
import { json } from 'node:stream/consumers';
import { CertificateFiles } from '../pki';

/** Where etcd is, and who asks. */
export interface EtcdAccess extends CertificateFiles {
  url: string;
}

const TIMEOUT_MS = 3_000;

interface Header {
  member_id: string;
}

interface Member {
  ID: string;
  name?: string;
  peerURLs?: string[];
  clientURLs?: string[];
  isLearner?: boolean;
}

interface Status {
  header: Header;
  dbSize?: string;
  dbSizeInUse?: string;
  leader?: string;
  raftIndex?: string;
  raftTerm?: string;
  raftAppliedIndex?: string;
  errors?: string[];
  isLearner?: boolean;
  storageVersion?: string;
}

/** Asks etcd by its JSON gateway, which has the calls of its gRPC API. */
export class Etcd {
  constructor(private readonly access: EtcdAccess) {}

  async members() {
    const answer = await this.ask<{ members?: Member[] }>(
      '/v3/cluster/member/list',
    );
    return (answer.members ?? []).map(member => ({
      id: member.ID,
      hostname: member.name ?? '',
      peer_urls: member.peerURLs ?? [],
      client_urls: member.clientURLs ?? [],
      is_learner: member.isLearner ?? false,
    }));
  }

  async status() {
    const status = await this.ask<Status>('/v3/maintenance/status');
    return {
      storage_version: status.storageVersion ?? '',
      member_id: status.header.member_id,
      db_size: status.dbSize ?? '0',
      db_size_in_use: status.dbSizeInUse ?? '0',
      leader: status.leader ?? '0',
      raft_index: status.raftIndex ?? '0',
      raft_term: status.raftTerm ?? '0',
      raft_applied_index: status.raftAppliedIndex ?? '0',
      errors: status.errors ?? [],
      is_learner: status.isLearner ?? false,
    };
  }

  async alarms() {
    const answer = await this.ask<{
      alarms?: { memberID: string; alarm: string }[];
    }>('/v3/maintenance/alarm', { action: 'GET' });
    return (answer.alarms ?? []).map(({ memberID, alarm }) => ({
      member_id: memberID,
      alarm,
    }));
  }

  private ask<T>(path: string, body: object = {}): Promise<T> {
    const { url, caFile, certFile, keyFile } = this.access;
    return new Promise((resolve, reject) => {
      const request = https.request(
        `${url}${path}`,
        {
          method: 'POST',
          agent: false,
          signal: AbortSignal.timeout(TIMEOUT_MS),
          ca: readFileSync(caFile),
          cert: readFileSync(certFile),
          key: readFileSync(keyFile),
        },
        response => {
          const answer = json(response) as Promise<T>;
          if (response.statusCode === 200) {
            answer.then(resolve, reject);
          } else {
            reject(new Error(`etcd answered ${response.statusCode}`));
          }
        },
      );
      request.on('error', reject);
      request.end(JSON.stringify(body));
    });
  }
}

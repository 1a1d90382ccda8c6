import { Alert } from '@backstage/ui';
import { type SourceStatus } from '@illm-lab/plugin-hub-common';

/** The source answers, and has not answered all of it yet. */
export const ReadingNotice = ({ source }: { source: SourceStatus }) =>
  source.connected && source.reason ? (
    <Alert
      status="info"
      icon
      role="status"
      mb="4"
      title={`${source.name} is ${source.reason}`}
    />
  ) : null;

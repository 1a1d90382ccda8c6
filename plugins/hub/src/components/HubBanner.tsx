import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { hubSentence, toCome, usableNow } from '../home/hubSentence';
import { hubRouteRef } from '../routes';
import { useHubStatus } from '../state/queries';

/**
 * Says on a page that the hub is not as it should be, once for all that the page
 * can't show for that reason. Nothing while the hub is well.
 */
export const HubBanner = () => {
  const { data } = useHubStatus();
  const href = useRouteRef(hubRouteRef)?.();
  if (!data || data.state === 'ready') return null;
  const coming = data.state === 'building' || data.state === 'starting';
  return (
    <Alert
      status={coming ? 'info' : 'warning'}
      icon
      role="status"
      mb="4"
      title={hubSentence(data)}
      description={
        coming
          ? `${usableNow(data)} ${toCome(data)}`
          : 'What a page can’t show now it shows as it was last seen.'
      }
      customActions={
        href && (
          <ButtonLink size="small" variant="secondary" href={href}>
            All parts
          </ButtonLink>
        )
      }
    />
  );
};

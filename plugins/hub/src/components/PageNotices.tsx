import { HubBanner } from './HubBanner';
import { StreamNotice } from './StreamNotice';

/** What concerns a page as a whole, said above it. */
export const PageNotices = () => (
  <>
    <StreamNotice />
    <HubBanner />
  </>
);

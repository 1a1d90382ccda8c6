import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkClaim } from './checkClaim';
import { ClaimPreview } from './ClaimPreview';

/** The field `ClaimPreview`; Next stays shut while something is wrong. */
export const claimPreviewField = createFormField({
  name: 'ClaimPreview',
  component: ClaimPreview,
  validation: checkClaim,
});

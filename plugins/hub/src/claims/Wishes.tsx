import { type ClaimDetail } from '@illm-lab/plugin-hub-common';
import { Facts } from '../components/Facts';

/** The fields of its definition, its labels and where it is defined. */
export const Wishes = ({
  detail: { claim, wishes, file, application },
}: {
  detail: ClaimDetail;
}) => (
  <Facts
    items={[
      ...wishes,
      ...Object.entries(claim.labels).map(([name, value]) => ({ name, value })),
      { name: 'Defined in', value: file ?? 'nowhere in the repository' },
      ...(application
        ? [{ name: 'Brought by', value: `Argo CD, ${application}` }]
        : []),
    ]}
  />
);

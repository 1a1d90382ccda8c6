import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { checkSpec } from './checkSpec';
import { ClaimGroup } from './ClaimGroup';
import { ClaimSpec } from './ClaimSpec';
import { YamlValue } from './YamlValue';

/** The field `ClaimSpec`; Next asks the hub and puts its answers at the fields. */
export const claimSpecField = createFormField({
  name: 'ClaimSpec',
  component: ClaimSpec,
  validation: checkSpec,
});

/** The field `ClaimGroup`. */
export const claimGroupField = createFormField({
  name: 'ClaimGroup',
  component: ClaimGroup,
});

/** The field `YamlValue`. */
export const yamlValueField = createFormField({
  name: 'YamlValue',
  component: YamlValue,
});

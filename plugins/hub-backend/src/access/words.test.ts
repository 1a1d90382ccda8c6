import { hubPermissions } from '@illm-lab/plugin-hub-common';
import { permissionWords } from './words';

describe('what people read of permissions', () => {
  it.each(hubPermissions.map(one => [one.name, one] as const))(
    'has words for %s',
    (_name, permission) => {
      expect(permissionWords(permission)).not.toMatch(/\./);
    },
  );
});

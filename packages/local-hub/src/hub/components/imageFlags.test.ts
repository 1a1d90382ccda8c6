import { layout } from '../layout';
import { imageFlags } from './imageFlags';

describe('imageFlags', () => {
  const at = layout('/hub');

  it('keeps images below the hub’s state, to a size', () => {
    expect(imageFlags(at, {})).toEqual([
      '--image-store=/hub/node-images',
      '--image-store-size=20Gi',
      '--image-layouts=/hub/image-layouts',
      '--registries=/hub/registries.json',
      '--registry-logins=/hub/registry-logins',
    ]);
  });

  it('takes size and folder of layouts from the environment', () => {
    expect(
      imageFlags(at, {
        LAB_IMAGE_STORE_SIZE: '5Gi',
        LAB_IMAGE_LAYOUTS: '/oci',
      }),
    ).toEqual(
      expect.arrayContaining([
        '--image-store-size=5Gi',
        '--image-layouts=/oci',
      ]),
    );
  });

  it.each(['5 GB', '-1Gi', '0', 'all'])('refuses the size %s', size => {
    expect(() => imageFlags(at, { LAB_IMAGE_STORE_SIZE: size })).toThrow(
      /LAB_IMAGE_STORE_SIZE/,
    );
  });
});

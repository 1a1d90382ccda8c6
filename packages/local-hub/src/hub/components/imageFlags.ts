import { Layout } from '../layout';

/** What images may take on disk when `LAB_IMAGE_STORE_SIZE` says nothing. */
const DEFAULT_SIZE = '20Gi';
/** A Kubernetes quantity of bytes, as far as people write one. */
const QUANTITY = /^[1-9]\d*(\.\d+)?([kMGT]i?)?$/;

/**
 * The node agent's flags for images that the lab does not ship: where they are
 * kept, how much they may take, and where OCI layouts lie. Of the environment:
 * `LAB_IMAGE_STORE_SIZE`, a quantity such as `20Gi`, and `LAB_IMAGE_LAYOUTS`, a
 * folder. In the hub's state `registries.json` names mirrors and insecure
 * registries, and `registry-logins` has the hub's own logins, as
 * `docker --config .lab/registry-logins login HOST` keeps them; neither need be there.
 *
 * @throws when the size is no quantity
 */
export function imageFlags(
  layout: Pick<Layout, 'path'>,
  env: Record<string, string | undefined> = process.env,
): string[] {
  const size = env.LAB_IMAGE_STORE_SIZE || DEFAULT_SIZE;
  if (!QUANTITY.test(size)) {
    throw new Error(
      `LAB_IMAGE_STORE_SIZE must be a size such as ${DEFAULT_SIZE}; it is ${size}.`,
    );
  }
  return [
    `--image-store=${layout.path('node-images')}`,
    `--image-store-size=${size}`,
    `--image-layouts=${env.LAB_IMAGE_LAYOUTS || layout.path('image-layouts')}`,
    `--registries=${layout.path('registries.json')}`,
    `--registry-logins=${layout.path('registry-logins')}`,
  ];
}

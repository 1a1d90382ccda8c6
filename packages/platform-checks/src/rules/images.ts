import { Located, PlatformTree } from '../tree';
import { Rule } from './Rule';

const DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAG = /:[^/:@]+(@|$)/;
/** Built from this tree, so the commit pins it; it has no digest before. */
const OWN_IMAGE = 'ghcr.io/illm-lab/';

/** All values of the key `image` in a document. */
function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'image' && typeof inner === 'string' ? [inner] : imagesIn(inner),
  );
}

/** Kind's configuration is no Kubernetes object, but names an image. */
const kindConfigs = (tree: PlatformTree, folder: string): Located[] =>
  [...tree.files.keys()]
    .filter(file => file.startsWith(folder) && file.endsWith('/kind.yaml'))
    .flatMap(file =>
      tree.documents(file).map(manifest => ({ file, manifest })),
    );

const images = (tree: PlatformTree, folder: string) =>
  tree
    .manifests(folder)
    .concat(kindConfigs(tree, folder))
    .flatMap(({ file, manifest }) =>
      imagesIn(manifest).map(image => ({ file, image })),
    );

/** No image whose content changes under its name without anybody's doing. */
export const noLatest: Rule = {
  name: 'no-latest',
  why: '`latest` is another image tomorrow, and no image at all to go back to.',
  check: tree => {
    const named = ['platform', 'experiments'].flatMap(folder =>
      images(tree, folder),
    );
    // What people say about an experiment is theirs to say.
    const inText = [...tree.files]
      .filter(([file]) => !file.endsWith('/catalog-info.yaml'))
      .flatMap(([file, text]) =>
        text
          .split('\n')
          .flatMap((line, i) =>
            /(:latest\b|\btag: ['"]?latest\b)/.test(line.replace(/#.*/, ''))
              ? [{ file, message: `line ${i + 1} asks for latest; pin a tag` }]
              : [],
          ),
      );
    return [
      ...inText,
      ...named
        .filter(({ image }) => !TAG.test(image) && !DIGEST.test(image))
        .map(({ file, image }) => ({
          file,
          message: `${image} has no tag, which is latest; pin one`,
        })),
    ];
  },
};

/** Images of the platform's own manifests are the ones that were looked at. */
export const digests: Rule = {
  name: 'digests',
  why: 'A tag can be moved to another image; a digest cannot.',
  check: tree =>
    images(tree, 'platform')
      .filter(({ image }) => TAG.test(image) && !/:latest$/.test(image))
      .filter(({ image }) => !DIGEST.test(image))
      .filter(({ image }) => !image.startsWith(OWN_IMAGE))
      .map(({ file, image }) => ({
        file,
        message: `${image} has no digest; write it as ${image}@sha256:…`,
      })),
};

import { Application, overlayApplications, overlays } from '../tree';
import { Finding, Rule } from './Rule';

function inOrder(all: Application[], where: string): Finding[] {
  const known = new Map(all.map(one => [one.name, one]));
  const found = all.flatMap(({ file, name, wave, needs }) =>
    needs.flatMap(need => {
      const needed = known.get(need);
      if (!needed) {
        return [
          { file, message: `${name} needs ${need}, which ${where} lacks` },
        ];
      }
      return needed.wave < wave
        ? []
        : [
            {
              file,
              message: `${name} (wave ${wave}) needs ${need} (wave ${needed.wave}), which must come before`,
            },
          ];
    }),
  );
  return [
    ...found,
    ...all.flatMap(({ name, children }) => inOrder(children, name)),
  ];
}

/** What is needed comes in an earlier wave. */
export const waves: Rule = {
  name: 'waves',
  why: 'A service that starts before what it needs fails, retries and hides what is really wrong.',
  check: tree =>
    overlays(tree).flatMap(name =>
      inOrder(overlayApplications(tree, name), `the overlay ${name}`),
    ),
};

import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { formatIssue } from '../issue';
import { parseExperimentWorkflow } from '../experiment-workflow';
import { checkExperimentInput } from './checkInput';
import { renderExperiment } from './render/renderExperiment';
import { experiments } from './__testUtils__/inputs';

const GOLDEN = path.join(__dirname, '__golden__');

/** Files below a folder by their path in it. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .map(file => path.relative(folder, file))
    .sort();

describe.each(Object.entries(experiments))(
  'experiment of %s',
  (kind, request) => {
    const checked = checkExperimentInput(request);
    if ('issues' in checked)
      throw new Error(checked.issues.map(formatIssue).join());
    const files = renderExperiment(checked.input, 'local').map(file => ({
      ...file,
      path: file.path.replace('experiments/demo/', ''),
    }));
    const folder = path.join(GOLDEN, kind);
    if (process.env.UPDATE_GOLDEN) {
      rmSync(folder, { recursive: true, force: true });
      for (const file of files) {
        const target = path.join(folder, `${file.path}.golden`);
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, Buffer.from(file.content, file.encoding));
      }
    }

    it('is the folder that was looked at', () => {
      expect(files.map(file => `${file.path}.golden`).sort()).toEqual(
        filesIn(folder),
      );
      for (const file of files) {
        const golden = readFileSync(path.join(folder, `${file.path}.golden`));
        expect({ [file.path]: golden.toString() }).toEqual({
          [file.path]: Buffer.from(file.content, file.encoding).toString(),
        });
      }
    });

    it('has inputs that are defined, with defaults that fit', () => {
      const workflow = files.find(
        ({ path: name }) => name === 'workflow/experiment.yaml',
      );
      const parsed = parseExperimentWorkflow(workflow?.content ?? '');
      expect(parsed).not.toHaveProperty('issues');
      const inputs = 'inputs' in parsed ? parsed.inputs : [];
      expect(inputs.filter(({ inferred }) => inferred)).toEqual([]);
    });
  },
);

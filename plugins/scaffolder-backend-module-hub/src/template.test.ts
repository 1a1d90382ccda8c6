import fs from 'node:fs';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  checkExperimentInput,
  costLabelsSchema,
  DEFAULT_LOAD,
  DEFAULT_WORKLOAD,
  ExperimentRequest,
  patternsWithoutWords,
} from '@illm-lab/plugin-hub-common';
import { parse } from 'yaml';
import { createRenderExperimentAction } from './createRenderExperimentAction';

type Field = { default?: unknown; pattern?: string; maxLength?: number };

const template = parse(
  fs.readFileSync(
    path.resolve(__dirname, '../../../templates/experiment/template.yaml'),
    'utf8',
  ),
);
const pages: { required: string[]; properties: Record<string, Field> }[] =
  template.spec.parameters;
const fields = Object.assign({}, ...pages.map(page => page.properties));
const [render, publish] = template.spec.steps;

const FOLDER = path.resolve(__dirname, '../../../templates');

describe('forms of templates', () => {
  it.each(fs.readdirSync(FOLDER))(
    '%s says in words what each pattern wants',
    name => {
      const text = fs.readFileSync(
        path.join(FOLDER, name, 'template.yaml'),
        'utf8',
      );
      expect(patternsWithoutWords(parse(text).spec.parameters)).toEqual([]);
    },
  );

  it('would not pass with a bare regular expression', () =>
    expect(
      patternsWithoutWords([
        {
          properties: {
            spec: { items: { properties: { name: { pattern: 'a' } } } },
          },
        },
      ]),
    ).toEqual(['spec.name']));
});

describe('template New experiment', () => {
  it('asks for exactly what the action takes, all of it required', () => {
    const { schema } = createRenderExperimentAction({
      catalog: catalogServiceMock(),
      urlReader: mockServices.urlReader.mock(),
      config: new ConfigReader({ hub: { repository: 'http://forge/o/r' } }),
      forge: { openPull: async () => undefined, hasBranch: async () => false },
    });
    const taken = Object.keys(schema?.input?.properties ?? {}).sort();
    expect(taken.length).toBeGreaterThan(0);
    expect(Object.keys(fields).sort()).toEqual(taken);
    expect(pages.flatMap(page => page.required).sort()).toEqual(taken);
    expect(render.input).toEqual(
      Object.fromEntries(
        taken.map(name => [name, `\${{ parameters.${name} }}`]),
      ),
    );
  });

  it('has defaults that pass the checks', () => {
    const defaults = Object.fromEntries(
      Object.entries<Field>(fields).map(([name, field]) => [
        name,
        field.default,
      ]),
    );
    const input = {
      ...defaults,
      name: 'some-name',
      description: 'Something',
      project: 'some-project',
      // What the fields Workload and Load begin with.
      workload: DEFAULT_WORKLOAD,
      load: DEFAULT_LOAD,
    } as ExperimentRequest;
    expect(input.thresholds).not.toHaveLength(0);
    expect(checkExperimentInput(input)).toHaveProperty('input');
  });

  it('takes a project as the cost labels do', () => {
    const { pattern, maxLength } = costLabelsSchema.definitions.value;
    expect(fields.project).toMatchObject({ pattern, maxLength });
  });

  it('opens one pull request per name, by the stock action', () => {
    expect(publish.action).toBe('publish:github:pull-request');
    expect(publish.input).toMatchObject({
      branchName: '${{ steps.render.output.branch }}',
      update: '${{ steps.render.output.update }}',
      createWhenEmpty: false,
    });
  });
});

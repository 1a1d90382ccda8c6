import { Entity } from '@backstage/catalog-model';
import { patternsWithoutWords } from '@illm-lab/plugin-hub-common';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { claimTemplateParser } from './claimTemplateParser';

const FOLDER = path.resolve(
  __dirname,
  '../../../../platform/hub/manifests/claims',
);
const files = readdirSync(FOLDER).filter(name => name.endsWith('-xrd.yaml'));
const text = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

async function read(data: string, folder = 'platform/hub/manifests/claims') {
  const results = [];
  for await (const result of claimTemplateParser({
    data: Buffer.from(data),
    location: {
      type: 'url',
      target: `http://forge/o/r/blob/main/${folder}/x-xrd.yaml`,
    },
  })) {
    results.push(result);
  }
  return results;
}

type Page = {
  title: string;
  required?: string[];
  properties: Record<string, any>;
};
async function template(data: string) {
  const [result] = await read(data);
  if (result.type !== 'entity') throw new Error(JSON.stringify(result));
  const entity = result.entity as Entity & {
    spec: { parameters: Page[]; steps: { action: string; input: object }[] };
  };
  return entity;
}

describe('templates of claims', () => {
  it('are made anew by a newer portal, of a file that stays the same', async () => {
    // Backstage's UrlReaderProcessor caches results that are entities only.
    const results = await read(text(files[0]));
    expect(results.some(({ type }) => type !== 'entity')).toBe(true);
  });

  it.each(files)('%s: asks for each field of the definition', async file => {
    const { spec } = parse(text(file)).spec.versions[0].schema.openAPIV3Schema
      .properties;
    const { kind, spec: made } = await template(text(file));
    expect(kind).toBe('Template');
    const asked = made.parameters[1].properties.spec;
    expect(Object.keys(asked.properties)).toEqual(Object.keys(spec.properties));
    expect(asked.required).toEqual(spec.required);
    for (const [name, field] of Object.entries<any>(spec.properties)) {
      expect(asked.properties[name]).toMatchObject({
        title: expect.any(String),
        type: field.type,
        description: field.description,
        ...(field.enum && { enum: field.enum }),
        ...(field.default !== undefined && { default: field.default }),
      });
      expect(JSON.stringify(asked.properties[name])).not.toContain('x-kube');
    }
    expect(patternsWithoutWords(made.parameters)).toEqual([]);
    expect(made.steps.map(({ action }) => action)).toEqual([
      'hub:render-claim',
      'publish:github:pull-request',
    ]);
  });

  it('shows a new field by itself', async () => {
    const definition = parse(text('cache-xrd.yaml'));
    const { spec } =
      definition.spec.versions[0].schema.openAPIV3Schema.properties;
    spec.properties.maxClients = { type: 'integer', minimum: 1 };
    const { spec: made } = await template(stringify(definition));
    expect(made.parameters[1].properties.spec.properties.maxClients).toEqual({
      title: 'Max Clients',
      type: 'integer',
      minimum: 1,
    });
  });

  it('says which file no template can be made of', async () => {
    expect(await read('a: [')).toMatchObject([
      {
        type: 'error',
        error: { message: expect.stringContaining('x-xrd.yaml') },
      },
    ]);
    const other = await read('kind: ConfigMap');
    expect(other.filter(({ type }) => type !== 'refresh')).toEqual([]);
  });

  it('reads all other files as the catalog does', async () => {
    const group = 'kind: Group\napiVersion: v1\nmetadata: { name: web }';
    expect(await read(group, 'catalog')).toMatchObject([
      { type: 'entity', entity: { kind: 'Group' } },
    ]);
  });
});

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

  it('has a field for maps, free parts and what is a number or a text (case 13-claim-map-fields)', async () => {
    const definition = parse(text('cache-xrd.yaml'));
    const { properties } = definition.spec.versions[0].schema.openAPIV3Schema;
    const file = {
      type: 'object',
      description: 'Files by name.',
      required: ['text'],
      properties: { text: { type: 'string' }, mode: { type: 'string' } },
    };
    properties.spec = {
      type: 'object',
      required: ['image', 'tags'],
      properties: {
        image: { type: 'string' },
        tags: { type: 'object', additionalProperties: { type: 'string' } },
        settings: { type: 'object', additionalProperties: file },
        port: {
          'x-kubernetes-int-or-string': true,
          anyOf: [{ type: 'integer' }, { type: 'string' }],
        },
        values: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
        anything: { 'x-kubernetes-preserve-unknown-fields': true },
        group: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            mode: { type: 'string', default: 'auto' },
          },
        },
        always: { ...file, default: {} },
        files: { type: 'array', items: file },
        replicas: { type: 'integer', enum: [1, 3, 5] },
        share: { type: 'number', minimum: 0, exclusiveMinimum: true },
      },
    };
    const { spec: made } = await template(stringify(definition));
    const { spec } = made.parameters[1].properties;
    expect(spec).toMatchObject({
      'ui:field': 'ClaimSpec',
      'ui:options': { kind: 'Cache', free: false },
    });
    const yaml = { 'ui:field': 'YamlValue' };
    expect(spec.properties).toMatchObject({
      tags: { ...yaml, additionalProperties: { type: 'string' } },
      settings: { ...yaml, additionalProperties: { required: ['text'] } },
      port: { ...yaml, type: ['integer', 'string'] },
      values: yaml,
      anything: yaml,
      group: {
        'ui:field': 'ClaimGroup',
        'ui:options': { optional: true, start: { mode: 'auto' } },
      },
      always: { 'ui:field': 'ClaimGroup', 'ui:options': { optional: false } },
      files: { items: { 'ui:field': 'ClaimGroup' } },
      replicas: { type: 'integer', enum: [1, 3, 5] },
      share: { type: 'number', exclusiveMinimum: 0 },
    });
    // What is not there has no defaults either.
    expect(spec.properties.group.properties.mode).not.toHaveProperty('default');
  });

  it.each(['^a\\-b$', '(?i)^a$', '\\Aa\\z', '[[:alpha:]]', '(?P<n>a)'])(
    'leaves a pattern that a browser can’t read to the hub: %s (case 14-claim-patterns)',
    async pattern => {
      const definition = parse(text('cache-xrd.yaml'));
      const { properties } =
        definition.spec.versions[0].schema.openAPIV3Schema.properties.spec;
      properties.added = { type: 'string', pattern };
      properties.kept = { type: 'string', pattern: '^[a-z]+$' };
      properties.map = {
        type: 'object',
        additionalProperties: { type: 'string', pattern },
      };
      const { spec: made } = await template(stringify(definition));
      const { added, kept, map } =
        made.parameters[1].properties.spec.properties;
      expect(added).toEqual({ title: 'Added', type: 'string' });
      expect(map.additionalProperties).toEqual({ type: 'string' });
      expect(kept).toMatchObject({ pattern: '^[a-z]+$' });
    },
  );

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

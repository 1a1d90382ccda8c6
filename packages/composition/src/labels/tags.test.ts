import fc from 'fast-check';
import { COST_LABELS } from '@illm-lab/plugin-hub-common';
import { Cloud } from '../clouds';
import { claim, composed, read, SURROUNDINGS } from '../testing/fixtures';
import { Manifest } from '../types';
import { TAG_LIMITS, tagName, tags } from './tags';

const clouds: Cloud[] = ['aws', 'azure'];
const cloud = fc.constantFrom(...clouds);

/** What Kubernetes lets a label's value be. */
const labelValue = fc
  .stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/)
  .filter(value => value.length <= 63);
const kinds = ['database', 'objectstorage', 'queue', 'cache'];

/** Random claims of all kinds, on both clouds, whoever has labelled them. */
const claims = fc.record({
  kind: fc.constantFrom(...kinds),
  cloud,
  own: fc.dictionary(fc.constantFrom(...COST_LABELS), labelValue),
  fallback: fc.tuple(labelValue, labelValue, labelValue, labelValue),
  name: fc.stringMatching(/^[a-z][a-z0-9]{0,30}(-[a-z0-9]{1,6})?$/),
});

/** No character of a name or value that the cloud refuses. */
const allowed = {
  aws: /^[\p{L}\p{Z}\p{N}+\-=._:/@]*$/u,
  azure: /^[^<>%&\\?/\p{Cc}]*$/u,
};

const allowedValues = { aws: allowed.aws, azure: /^\P{Cc}*$/u };

describe('tags', () => {
  it('carry who, what for and who pays, of any claim, in each cloud’s form', () => {
    fc.assert(
      fc.property(claims, ({ kind, cloud: at, own, fallback, name }) => {
        const fixture = claim(`${kind}-${at}`);
        const asked: Manifest = {
          ...fixture,
          metadata: { ...fixture.metadata, name, labels: own },
        };
        const inherited = Object.fromEntries(
          COST_LABELS.map((label, i) => [label, fallback[i]]),
        );
        const hub = read(SURROUNDINGS).map(object =>
          object.kind === 'Namespace'
            ? { ...object, metadata: { ...object.metadata, labels: inherited } }
            : object,
        );
        const expected = { ...inherited, ...own };
        const tagged = Object.values(composed(asked, { hub }).resources)
          .map(
            ({ resource }) =>
              (
                resource.spec as {
                  forProvider?: { tags?: Record<string, string> };
                }
              ).forProvider?.tags,
          )
          .filter(found => found !== undefined);
        expect(tagged.length).toBeGreaterThan(0);
        for (const found of tagged) {
          expect(found).toMatchObject(expected);
          expect(found[tagName(at, 'illm.lab/claim')]).toBe(name);
          const { count, nameLength, valueLength } = TAG_LIMITS[at];
          expect(Object.keys(found).length).toBeLessThanOrEqual(count);
          for (const [tag, value] of Object.entries(found)) {
            expect(tag).toMatch(allowed[at]);
            expect(tag.length).toBeLessThanOrEqual(nameLength);
            expect(value.length).toBeLessThanOrEqual(valueLength);
          }
        }
      }),
    );
  });

  it('are what the cloud accepts, whatever the labels are', () => {
    fc.assert(
      fc.property(
        cloud,
        fc.dictionary(
          fc.string({ maxLength: 300 }),
          fc.string({ maxLength: 300 }),
          {
            maxKeys: 50,
          },
        ),
        (at, labels) => {
          for (const [name, value] of Object.entries(tags(at, labels))) {
            expect(name).toMatch(allowed[at]);
            expect(name).not.toMatch(TAG_LIMITS[at].reserved);
            expect(name.length).toBeLessThanOrEqual(TAG_LIMITS[at].nameLength);
            expect(value.length).toBeLessThanOrEqual(
              TAG_LIMITS[at].valueLength,
            );
            expect(value).toMatch(allowedValues[at]);
          }
        },
      ),
    );
  });

  it('are refused beyond what a resource may have', () => {
    const many = Object.fromEntries(
      Array.from({ length: 51 }, (_, i) => [`label-${i}`, 'x']),
    );
    expect(() => tags('aws', many)).toThrow('51 tags; aws allows 50');
  });

  it('have slashes on AWS and none on Azure', () => {
    const labels = { 'illm.lab/experiment': 'a' };
    expect(tags('aws', labels)).toEqual({ 'illm.lab/experiment': 'a' });
    expect(tags('azure', labels)).toEqual({ 'illm.lab_experiment': 'a' });
  });
});

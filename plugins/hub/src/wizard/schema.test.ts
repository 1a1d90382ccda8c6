import { draftKey, readDraft, writeDraft } from './draftStore';
import { fieldsOf, withoutSecrets } from './schema';

const fields = fieldsOf({
  properties: {
    name: { type: 'string' },
    token: { type: 'string', 'ui:field': 'Secret' },
    password: { type: 'string', 'ui:widget': 'password' },
    spec: {
      properties: {
        size: { type: 'string' },
        key: { type: 'string', format: 'password' },
      },
    },
    list: { items: { properties: { a: {}, pin: { writeOnly: true } } } },
  },
  dependencies: {
    name: { oneOf: [{ properties: { more: { type: 'string' } } }] },
  },
});

describe('what a draft keeps', () => {
  it('is all that the template asks for, and no secret', () =>
    expect(
      withoutSecrets(
        {
          name: 'orders',
          token: 's3',
          password: 's3',
          spec: { size: 'small', key: 's3' },
          list: [{ a: 1, pin: 's3' }],
          more: 'x',
          unknown: 's3',
        },
        fields,
      ),
    ).toEqual({
      name: 'orders',
      spec: { size: 'small' },
      list: [{ a: 1 }],
      more: 'x',
    }));

  it('is of one person and one template', () =>
    expect(
      new Set([
        draftKey('user:default/grace', 'template:default/experiment'),
        draftKey('user:default/ada', 'template:default/experiment'),
        draftKey('user:default/grace', 'template:default/database'),
      ]).size,
    ).toBe(3));

  it('is forgotten when it is old, broken or has no room', () => {
    const key = draftKey('a', 'b');
    const draft = { values: { a: 1 }, began: '' };
    writeDraft(key, { ...draft, savedAt: new Date().toISOString() });
    expect(readDraft(key)?.values).toEqual({ a: 1 });
    writeDraft(key, { ...draft, savedAt: '2020-01-01T00:00:00Z' });
    expect(readDraft(key)).toBeUndefined();
    localStorage.setItem(key, '{');
    expect(readDraft(key)).toBeUndefined();
    const full = {
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    } as unknown as Storage;
    expect(
      writeDraft(key, { ...draft, savedAt: new Date().toISOString() }, full),
    ).toBe(false);
  });
});

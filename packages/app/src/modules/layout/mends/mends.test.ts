import { mendAll } from './useMends';

const mended = (html: string) => {
  document.body.innerHTML = html;
  mendAll(document);
  mendAll(document);
  return document.body;
};

describe('faults of Backstage’s own pages', () => {
  it('one landmark is left of two', () => {
    const body = mended('<main><h1>Catalog</h1><main>Web</main></main>');
    expect(body.querySelectorAll('main:not([role])')).toHaveLength(1);
  });

  it('a page that was built of Markdown is none in its frame’s', () => {
    const body = mended(
      '<main><div data-testid="techdocs-native-shadowroot"></div></main>',
    );
    const shadow = body
      .querySelector('main > div')!
      .attachShadow({ mode: 'open' });
    shadow.innerHTML = '<main class="md-main">Words</main>';
    mendAll(document);
    expect(shadow.querySelector('main:not([role])')).toBeNull();
  });

  it('a button that sorts has no other button in it', () => {
    const body = mended(
      '<table><tr><th class="MuiTableCell-head"><span role="button" tabindex="0"><div role="button" tabindex="0" data-rbd-drag-handle-draggable-id="0">Name</div></span></th><th class="MuiTableCell-head"></th></tr></table>',
    );
    expect(body.querySelectorAll('[tabindex]')).toHaveLength(1);
    expect(body.querySelector('th')).not.toHaveAttribute('role');
    expect(body.querySelector('th:empty')).toHaveAttribute('role', 'cell');
  });

  it('a heading in a heading is one', () => {
    const body = mended('<h5></h5><h5>Own</h5>');
    // As React does; a parser would take them apart.
    body.querySelector('h5')!.append(document.createElement('h2'));
    mendAll(document);
    expect(
      [...body.querySelectorAll('h5')].map(one => one.getAttribute('role')),
    ).toEqual(['presentation', null]);
  });

  it('what is drawn later is mended as well', () => {
    const body = mended('<p></p>');
    body.innerHTML = '<nav class="MuiBottomNavigation-root"></nav>';
    mendAll(document);
    expect(body.querySelector('nav')).toHaveAttribute('aria-label', 'Main');
  });
});

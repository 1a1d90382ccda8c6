import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AppLayout } from './AppLayout';
import { NotFound } from './NotFound';

const open = () =>
  renderInTestApp(
    <AppLayout nav={<nav aria-label="Main">Navigation</nav>}>
      <main>
        <h1>A page</h1>
        <input aria-label="Filter" />
      </main>
    </AppLayout>,
  );

describe('what is around every page', () => {
  it('begins with a way past the navigation', async () => {
    open();
    await screen.findByRole('heading', { name: 'A page' });
    await userEvent.tab();
    const skip = screen.getByRole('link', { name: 'Skip to content' });
    expect(skip).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await userEvent.tab();
    expect(screen.getByRole('textbox', { name: 'Filter' })).toHaveFocus();
  });

  it('lists its shortcuts, but not to who is typing', async () => {
    open();
    await userEvent.type(await screen.findByLabelText('Filter'), '?/');
    expect(screen.queryByRole('dialog')).toBeNull();
    await userEvent.tab();
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog')).toHaveTextContent('Shortcuts');
  });
});

describe('a page that is not there', () => {
  it('says so, and the ways on', async () => {
    renderInTestApp(<NotFound />);
    expect(
      await screen.findByRole('heading', { name: 'There is no such page' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Home' })).toHaveAttribute(
      'href',
      '/',
    );
  });
});

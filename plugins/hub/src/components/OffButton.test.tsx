import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OffButton } from './OffButton';

describe('a button that may be off', () => {
  const REASON = 'Only the platform team may act on services.';

  it('is reached by keyboard, says why, and does nothing', async () => {
    const onPress = jest.fn();
    renderInTestApp(
      <OffButton reason={REASON} onPress={onPress}>
        Sync
      </OffButton>,
    );
    const button = await screen.findByRole('button', { name: 'Sync' });
    expect(button).toHaveAccessibleDescription(REASON);
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.tab();
    expect(button).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(REASON);
    await userEvent.keyboard('{Enter}');
    expect(onPress).not.toHaveBeenCalled();
  });

  it('tells a finger why', async () => {
    renderInTestApp(<OffButton reason={REASON}>Sync</OffButton>);
    const button = await screen.findByRole('button', { name: 'Sync' });
    await userEvent.pointer([
      { keys: '[TouchA>]', target: button },
      { keys: '[/TouchA]', target: button },
    ]);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(REASON);
  });

  it('is a plain button when it is on', async () => {
    const onPress = jest.fn();
    renderInTestApp(<OffButton onPress={onPress}>Sync</OffButton>);
    const button = await screen.findByRole('button', { name: 'Sync' });
    expect(button).not.toHaveAttribute('aria-disabled');
    await userEvent.click(button);
    expect(onPress).toHaveBeenCalledTimes(1);
  });
});

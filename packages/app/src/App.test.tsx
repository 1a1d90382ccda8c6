import { screen, render } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('is put together without a conflict and asks who one is', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Illm Lab', baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as unknown as string,
    };
    window.fetch = jest.fn(async () => {
      throw new TypeError('Failed to fetch');
    });

    render(App.createRoot());

    expect(
      await screen.findByRole('heading', { name: 'Who are you?' }),
    ).toBeVisible();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch. Is the hub up?',
    );
  });
});

import { useApi } from '@backstage/frontend-plugin-api';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { queryClientApiRef } from '../api/queryClient';

/** Around every page, tab and card of the plugin: they share one cache. */
export const HubState = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={useApi(queryClientApiRef)}>
    {children}
  </QueryClientProvider>
);

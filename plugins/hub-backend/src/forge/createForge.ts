import { ScmIntegrations } from '@backstage/integration';
import { EventsService } from '@backstage/plugin-events-node';
import { HubConfig } from '../config';
import { ForgeApi } from './ForgeApi';
import { ForgeClient } from './ForgeClient';
import { ForgeNews } from './ForgeNews';

/** Puts together the one way to the forge; it hears nothing before `news.start`. */
export function createForge(deps: {
  config: Pick<HubConfig, 'repository' | 'branch'>;
  integrations: ScmIntegrations;
  eventBus: EventsService;
}) {
  const forge = new ForgeApi(new ForgeClient(deps), deps.config);
  return { forge, news: new ForgeNews({ ...deps, forge }) };
}

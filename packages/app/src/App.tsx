import { createApp } from '@backstage/frontend-defaults';
import userSettingsModule from '@backstage/plugin-app-module-user-settings';
import authPlugin from '@backstage/plugin-auth';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import hubPlugin from '@illm-lab/plugin-hub';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';
import { wordsModule } from './modules/words';
import { templateCardModule, wizardModule } from './modules/wizard';

/**
 * Every feature is named here, so that reading this file tells what the portal
 * is made of; package discovery (`app.packages`) stays off.
 */
export default createApp({
  features: [
    hubPlugin,
    catalogPlugin,
    catalogGraphPlugin,
    orgPlugin,
    kubernetesPlugin,
    scaffolderPlugin,
    searchPlugin,
    techdocsPlugin,
    notificationsPlugin,
    signalsPlugin,
    userSettingsPlugin,
    userSettingsModule,
    authPlugin,
    layoutModule,
    navModule,
    signInModule,
    wordsModule,
    templateCardModule,
    wizardModule,
  ],
});

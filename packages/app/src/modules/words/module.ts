import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import {
  catalogWords,
  faultWords,
  scaffolderWords,
  settingsWords,
} from './words';

/** The lab's own words where Backstage's are of software components. */
export const wordsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'catalog',
      params: { resource: catalogWords },
    }),
    TranslationBlueprint.make({
      name: 'scaffolder',
      params: { resource: scaffolderWords },
    }),
    TranslationBlueprint.make({
      name: 'faults',
      params: { resource: faultWords },
    }),
    TranslationBlueprint.make({
      name: 'settings',
      params: { resource: settingsWords },
    }),
  ],
});

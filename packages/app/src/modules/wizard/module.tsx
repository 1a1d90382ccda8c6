import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { TemplateCard as StockTemplateCard } from '@backstage/plugin-scaffolder-react/alpha';
import { WizardRoutes } from '@illm-lab/plugin-hub';
import { TemplateCard } from './TemplateCard';

/**
 * The forms of templates on the lab's own page: its words, its drafts, its
 * review. The scaffolder's list of templates stays, with cards of ours.
 */
export const wizardModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    scaffolderPlugin.getExtension('sub-page:scaffolder/templates').override({
      factory(originalFactory) {
        const stock = originalFactory();
        return [
          ...stock,
          coreExtensionData.reactElement(
            <WizardRoutes stock={stock.get(coreExtensionData.reactElement)} />,
          ),
        ];
      },
    }),
  ],
});

const templateCard = SwappableComponentBlueprint.make({
  name: 'scaffolder-template-card',
  params: define =>
    define({ component: StockTemplateCard, loader: () => TemplateCard }),
});

/** The card of a template; what can be swapped is the app's to give. */
export const templateCardModule = createFrontendModule({
  pluginId: 'app',
  extensions: [templateCard],
});

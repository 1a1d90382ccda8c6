import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { WizardRoutes } from '@illm-lab/plugin-hub';

/**
 * The forms of templates on the lab's own page: its words, its drafts, its
 * review. The scaffolder's list of templates stays as it is.
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

import { coreComponentsTranslationRef } from '@backstage/core-components';
import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import { userSettingsTranslationRef } from '@backstage/plugin-user-settings';

/** Pages of forms and of what was made with them. */
export const scaffolderWords = createTranslationMessages({
  ref: scaffolderTranslationRef,
  messages: {
    'listTaskPage.title': 'What was made',
    'listTaskPage.pageTitle': 'Tasks',
    'listTaskPage.subtitle': 'What was asked for with the forms of Create',
    'listTaskPage.content.emptyState.title': 'Nothing was asked for yet',
    'listTaskPage.content.emptyState.description':
      'Here will be what is asked for with the forms of Create.',
    'ownerListPicker.title': 'Whose',
    'ownerListPicker.options.owned': 'Mine',
    'ongoingTask.title': 'Creating:',
    'ongoingTask.pageTitle.hasTemplateName': '{{templateName}}',
    'ongoingTask.pageTitle.noTemplateName': 'A task',
    'ongoingTask.hideLogsButtonTitle': 'Hide the log',
    'ongoingTask.showLogsButtonTitle': 'Show the log',
    'ongoingTask.startOverButtonTitle': 'Start over',
    'templateListPage.title': 'Create',
    'templateListPage.pageTitle': 'Create',
    'templateListPage.subtitle':
      'An experiment, or a database, storage, queue or cache for one',
    'templateListPage.contentHeader.supportButtonTitle':
      'Each form ends at a pull request; nothing changes before it is merged.',
    'templateWizardPage.title': 'Create',
    'templateWizardPage.pageTitle': 'Create',
    'templateWizardPage.subtitle': 'Ends at a pull request',
    'templateWizardPage.templateWithTitle': '{{templateTitle}}',
  },
});

/** Pages of the catalog's entries, and of those that are no longer there. */
export const catalogWords = createTranslationMessages({
  ref: catalogTranslationRef,
  messages: {
    'aboutCard.viewTechdocs': 'Read the docs',
    'aboutCard.viewSource': 'View the source',
    'entityLabels.warningPanelTitle': 'The catalog has nothing of this name',
    'entityPage.notFoundMessage':
      'There is no {{kind}} of this name now. If it was there, a pull request has removed it: the forge lists that one, and Runs has the runs from before. Else the address may be mistyped; it is made of {{link}}.',
    'entityPage.notFoundLinkText': 'kind, namespace and name',
  },
});

/** Pages of faults. */
export const faultWords = createTranslationMessages({
  ref: coreComponentsTranslationRef,
  messages: {
    'errorPage.title': 'This page can’t be shown',
    'errorPage.subtitle': '{{status}} {{statusMessage}}',
    'errorPage.goBack': 'Back',
  },
});

/** The page of settings. */
export const settingsWords = createTranslationMessages({
  ref: userSettingsTranslationRef,
  messages: {
    'identityCard.title': 'Who you are to the lab',
    'identityCard.noIdentityTitle': 'Nobody is signed in',
    'identityCard.userEntity': 'You',
    'identityCard.ownershipEntities': 'You act for',
    'pinToggle.title': 'Pin the side bar',
    'pinToggle.description': 'It stays open',
  },
});

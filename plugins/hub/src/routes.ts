import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const homeRouteRef = createRouteRef();
export const experimentsRouteRef = createRouteRef();
export const runsRouteRef = createRouteRef();
export const hubRouteRef = createRouteRef();
export const teamsRouteRef = createRouteRef();
export const costCentersRouteRef = createRouteRef();
export const pullsRouteRef = createRouteRef();

/** One run; its tabs are `/runs/:id/steps|result|inputs`. */
export const runRouteRef = createSubRouteRef({
  parent: runsRouteRef,
  path: '/:id',
});

/**
 * Where claims are asked for: the templates of type claim, one for each kind. In
 * full, since `/create` leads there without what is asked.
 */
export const NEW_CLAIM_PATH = '/create/templates?filters[type]=claim';

/** Where a template's form is, filled in with what is known already. */
export const formPath = (template: string, filledIn: object) =>
  `/create/templates/default/${template}?${new URLSearchParams({
    formData: JSON.stringify(filledIn),
  })}`;

/** Where the wizard of the template “New experiment” is. */
export const NEW_EXPERIMENT_PATH = '/create/templates/default/experiment';

/** Where what a template's form has started is shown. */
export const taskPath = (id: string) => `/create/tasks/${id}`;

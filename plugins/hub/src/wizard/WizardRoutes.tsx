import { lazy, type ReactElement, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';

const Page = lazy(async () => ({
  default: (await import('./WizardPage')).WizardPage,
}));

/**
 * The scaffolder's templates with the lab's own page for their forms.
 *
 * @param stock - What the scaffolder shows: the list of templates
 */
export const WizardRoutes = ({ stock }: { stock: ReactElement }) => (
  <Routes>
    <Route
      path=":namespace/:templateName"
      element={
        <Suspense fallback={null}>
          <Page />
        </Suspense>
      }
    />
    <Route path="*" element={stock} />
  </Routes>
);

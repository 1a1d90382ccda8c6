import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, Tabs } from '@backstage/ui';
import { type Run } from '@illm-lab/plugin-hub-common';
import { Navigate, Route, Routes } from 'react-router-dom';
import { runRouteRef } from '../routes';
import { TabbedContent } from '../components/TabbedContent';
import { InputsTab } from './InputsTab';
import { ResultTab } from './ResultTab';
import styles from './run.module.css';
import { StepsTab } from './StepsTab';
import { hasResult, useGoToResult } from './useGoToResult';

const TABS = [
  { path: 'steps', label: 'Steps' },
  { path: 'result', label: 'Result' },
  { path: 'inputs', label: 'Inputs' },
];

/** The parts of a run's page, each with an address of its own. */
export const RunTabs = ({ run }: { run: Run }) => {
  const base = useRouteRef(runRouteRef)?.({ id: run.id }) ?? '';
  useGoToResult(run, base);
  return (
    <TabbedContent
      tabs={
        <div className={styles.tabs}>
          <Tabs>
            <TabList aria-label="Parts of the run">
              {TABS.map(({ path, label }) => (
                <Tab
                  key={path}
                  id={path}
                  href={`${base}/${path}`}
                  matchStrategy="prefix"
                >
                  {label}
                </Tab>
              ))}
            </TabList>
          </Tabs>
        </div>
      }
    >
      <Routes>
        <Route path="steps" element={<StepsTab run={run} />} />
        <Route path="result" element={<ResultTab run={run} />} />
        <Route path="inputs" element={<InputsTab run={run} />} />
        <Route
          path="*"
          element={
            <Navigate to={hasResult(run) ? 'result' : 'steps'} replace />
          }
        />
      </Routes>
    </TabbedContent>
  );
};

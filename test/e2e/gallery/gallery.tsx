/** Every part of the interface on a page, for looking at and for keyboard and axe checks. Never shipped. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/styles/base.css';
import { LiveRegion } from '../../../renderer/ui/live-region.tsx';
import { ControlsPage } from './controls-page.tsx';
import { DisplayPage } from './display-page.tsx';
import { FieldsPage } from './fields-page.tsx';
import { LayoutPage } from './layout-page.tsx';
import { WizardPage } from './wizard-page.tsx';

const pages = {
  controls: ControlsPage,
  fields: FieldsPage,
  display: DisplayPage,
  layout: LayoutPage,
  wizard: WizardPage,
};

function isPageName(name: string): name is keyof typeof pages {
  return name in pages;
}

const wanted = new URLSearchParams(location.search).get('page') ?? 'controls';
const Page = isPageName(wanted) ? pages[wanted] : ControlsPage;
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Page />
    <LiveRegion />
  </StrictMode>,
);

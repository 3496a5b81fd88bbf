import '@cloudscape-design/global-styles/dark-mode-utils.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import './shell/base.css';
import { followLinks } from './shell/navigation';
// Here, so that the very first page has the right colours.
import './shell/preferences';
import { queries } from './shell/queries';
import { router } from './shell/router';
import 'virtual:theme.css';

followLinks();
// The page's own part of the program comes while the session is read, not after it.
void router.load();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);

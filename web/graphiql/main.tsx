/**
 * The playground for analysts: GraphiQL on this server's own `/graphql`, without any other host.
 *
 * GraphiQL 4 (CodeMirror) and not 5 (Monaco): a quarter of the size, no workers, and it needs no `unsafe-inline` in the
 * Content-Security-Policy; Japanese input methods work equally well in both.
 */
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createRoot } from 'react-dom/client';
import { greeting, tabs } from './examples';
import './style.css';

const fetcher = createGraphiQLFetcher({ url: '/graphql' });

/**
 * Drafts and history live in `sessionStorage`: they survive a reload, and a token typed into the headers, which
 * GraphiQL's history would keep for ever in `localStorage`, goes away with the browser tab.
 */
const page = (
  <GraphiQL
    fetcher={fetcher}
    storage={sessionStorage}
    defaultQuery={greeting}
    defaultTabs={tabs}
    isHeadersEditorEnabled
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>
      <a className="graphiql-logo-link" href="/">草の根 Kusanone</a>
    </GraphiQL.Logo>
  </GraphiQL>
);

const container = document.getElementById('graphiql');
if (!container) throw new Error('found no element #graphiql in index.html, expected one to render GraphiQL into');
createRoot(container).render(page);

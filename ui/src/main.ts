// Where the page begins.

import { mount } from 'svelte';
import './fonts.css';
import './tokens.css';
import './base.css';
import './rows.css';
import App from './views/App.svelte';
import { tameWebview } from './views/webview';

tameWebview();

const target = document.getElementById('app');
if (target) mount(App, { target });

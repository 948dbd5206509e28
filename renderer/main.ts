// The screen starts here: reach the application, build the state, show it.

import { mount } from 'svelte';
import { connect } from './client/index.ts';
import { App } from './state/app.svelte.ts';
import './ui/theme.css';
import Shell from './views/Shell.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with id "app"');
const app = new App(connect(window));
const link = new URLSearchParams(window.location.search).get('event');
if (link !== null && /^\d+$/.test(link)) app.session.link = Number(link);
mount(Shell, { target, props: { app } });
void app.client.start();

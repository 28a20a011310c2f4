/** The page about policies. */
import type { OpenPage } from '../page.ts';

export const openPolicy: OpenPage = async () => ({ title: 'Policy', view: null });

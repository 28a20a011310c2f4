/** Loads something as a part of a page does that fetches by itself, and says what the page could see of it.
 *  Runs in any page, like `run-fetch.js`. */
globalThis.loadByInitiator = (given) => loaders[given.initiator](given);

/** The initiators that the page has. */
globalThis.loadableInitiators = () => {
  const lacking = new Set([
    ...(document.createElement('audio').canPlayType('audio/wav') ? [] : ['audio']),
    ...(document.createElement('video').canPlayType('video/webm; codecs="vp8"') ? [] : ['video']),
    ...(webGLContext() ? [] : ['webgl-texture']),
  ]);
  return Object.keys(loaders).filter((initiator) => !lacking.has(initiator));
};

const loaders = {
  image: (given) => load('img', given, (image) => canRead(() => readPixel(image))),
  'webgl-texture': (given) => load('img', given, (image) => canRead(() => uploadTexture(image))),
  // A script that is added by another is async in any case. happy-dom loads all others synchronously.
  script: (given) => loadScript(given, { async: true }),
  'module-script': (given) => loadScript(given, { type: 'module' }),
  import: importModule,
  stylesheet: (given) =>
    load('link', given, ({ sheet }) => canRead(() => sheet.cssRules), { rel: 'stylesheet' }),
  'event-source': loadEvents,
  font: loadFont,
  // Reading its sound needs a user who has used the page, and in Firefox a sound device.
  audio: (given) => load('audio', given, () => null, { preload: 'auto' }),
  video: (given) =>
    load('video', given, (video) => canRead(() => readFrame(video)), { preload: 'auto' }),
  'text-track': loadTextTrack,
  'shape-outside': loadShape,
  'mask-image': loadMask,
};

/** Loads a URL by an element, and then asks `isReadable` about it. */
function load(name, { url, crossorigin }, isReadable, properties = {}) {
  const element = Object.assign(document.createElement(name), properties);
  if (crossorigin !== null) element.setAttribute('crossorigin', crossorigin);
  element[name === 'link' ? 'href' : 'src'] = url;
  return new Promise((resolve) => {
    const end = (seen) => {
      element.remove();
      resolve(seen);
    };
    const loaded = async () => end({ type: 'loaded', readable: await isReadable(element) });
    const event = element instanceof HTMLMediaElement ? 'loadeddata' : 'load';
    element.addEventListener(event, loaded);
    element.addEventListener('error', () => end({ type: 'error', message: 'an error event' }));
    document.body.append(element);
  });
}

async function canRead(read) {
  try {
    await read();
    return true;
  } catch (error) {
    if (error.name === 'SecurityError') return false;
    throw error;
  }
}

function readPixel(source) {
  const context = document.createElement('canvas').getContext('2d');
  context.drawImage(source, 0, 0);
  return context.getImageData(0, 0, 1, 1).data;
}

/** WebKit can say that a video has data before there is a frame to draw. A frame is opaque. */
async function readFrame(video) {
  while (readPixel(video)[3] === 0) await pause(50);
}

function webGLContext() {
  return document.createElement('canvas').getContext('webgl');
}

function uploadTexture(image) {
  const gl = webGLContext();
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
}

/** The script throws. Only an error that the page may read has a message of its own, and says where it
 *  comes from; in happy-dom, no error does. */
async function loadScript(given, properties) {
  let isReadable = false;
  const listen = ({ filename, message }) => {
    const isOfCase = filename === '' || filename.includes(given.case);
    isReadable ||= isOfCase && message !== 'Script error.';
  };
  addEventListener('error', listen);
  const seen = await load('script', given, () => null, properties);
  removeEventListener('error', listen);
  return seen.type === 'loaded' ? { ...seen, readable: isReadable } : seen;
}

async function importModule({ url }) {
  try {
    const { value } = await import(url);
    return { type: 'loaded', readable: value === 'readable' };
  } catch (error) {
    return { type: 'error', message: String(error) };
  }
}

function loadEvents({ url, crossorigin }) {
  return new Promise((resolve) => {
    const source = new EventSource(url, { withCredentials: crossorigin === 'use-credentials' });
    const end = (seen) => {
      source.close();
      resolve(seen);
    };
    source.onmessage = ({ data }) => end({ type: 'loaded', readable: data === 'readable' });
    source.onerror = () => end({ type: 'error', message: 'an error event' });
  });
}

async function loadFont({ url }) {
  const family = `f${Math.random().toString(36).slice(2)}`;
  const style = document.createElement('style');
  style.textContent = `@font-face { font-family: ${family}; src: url("${url}"); }`;
  document.head.append(style);
  try {
    // It stays in the page: WebKit forgets the fonts of all styles when one is removed.
    const faces = await facesOf(family);
    if (faces.length === 0) throw new Error('no font face');
    return { type: 'loaded', readable: true };
  } catch (error) {
    return { type: 'error', message: String(error) };
  }
}

/** WebKit takes up a style only when it lays out the page, and not always at once. */
async function facesOf(family) {
  for (let attempt = 0; ; attempt += 1) {
    document.body.getBoundingClientRect();
    const faces = await document.fonts.load(`10px ${family}`, 'A');
    if (faces.length > 0 || attempt === 50) return faces;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function loadTextTrack({ url, crossorigin }) {
  const video = document.createElement('video');
  if (crossorigin !== null) video.setAttribute('crossorigin', crossorigin);
  const track = document.createElement('track');
  video.append(track);
  track.src = url;
  track.track.mode = 'hidden';
  return new Promise((resolve) => {
    const end = (seen) => {
      video.remove();
      resolve(seen);
    };
    track.onload = () => end({ type: 'loaded', readable: track.track.cues.length > 0 });
    track.onerror = () => end({ type: 'error', message: 'an error event' });
    document.body.append(video);
  });
}

/** How long a style waits for an image, in milliseconds, as no event tells that it failed. */
const patience = 3000;

/** The image is transparent, so that text can take the place of the float once it is loaded. */
async function loadShape({ url }) {
  const box = styledBox('width: 200px');
  box.innerHTML = `<div style="float: left; width: 100px; height: 100px"></div><span>x</span>`;
  const [float, text] = box.children;
  float.style.shapeOutside = `url("${url}")`;
  const isApplied = () => text.getBoundingClientRect().left < 50;
  for (const end = Date.now() + patience; Date.now() < end && !isApplied(); ) await pause(50);
  const isLoaded = isApplied();
  box.remove();
  return isLoaded
    ? { type: 'loaded', readable: true }
    : { type: 'error', message: 'the shape has no effect' };
}

/** No page can see what became of a mask. */
async function loadMask({ url }) {
  const box = styledBox('width: 10px; height: 10px; background: green');
  box.style.setProperty('-webkit-mask-image', `url("${url}")`);
  box.style.setProperty('mask-image', `url("${url}")`);
  await pause(patience);
  box.remove();
  return { type: 'unseen' };
}

function styledBox(style) {
  const box = document.createElement('div');
  box.style.cssText = `position: fixed; left: 0; top: 0; ${style}`;
  document.body.append(box);
  return box;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

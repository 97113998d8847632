/** What nginx's configuration may get wrong. */
export const faults = {
  key: 'a cache that keeps answers for the address alone, whoever asked',
  cache: 'a cache that keeps recordings although the clinic says that none may',
} as const;

export type Fault = keyof typeof faults;

/** Seconds for which a wrong cache keeps an answer: longer than two accounts take to ask one after the other. */
const kept = 20;

/** Of each location, what its cache does. Nothing: it keeps what the clinic allows a shared cache to keep. */
const locations: Record<Fault | 'right', string> = {
  right: 'location / { proxy_pass http://clinic; }',
  key: `location / {
      proxy_pass http://clinic;
      proxy_cache_key $request_uri;
      proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;
      proxy_cache_valid 200 ${kept}s;
    }`,
  cache: `location / { proxy_pass http://clinic; }
    location ~ ^/api/recordings/[^/]+/(media|thumbnail|transcript)$ {
      proxy_pass http://clinic;
      proxy_cache_key $request_uri$http_range;
      proxy_ignore_headers Cache-Control Expires Vary;
      proxy_hide_header Cache-Control;
      add_header Cache-Control "public, max-age=${kept}";
      proxy_cache_valid 200 206 ${kept}s;
    }`,
};

/**
 * The configuration of an nginx that runs without root, within one folder.
 *
 * @param port of this machine alone
 * @param clinic where the clinic listens, as `127.0.0.1:4600`
 * @param fault null: its cache is right
 */
export function nginxConfiguration(port: number, clinic: string, fault: Fault | null): string {
  return `daemon off;
worker_processes 1;
pid nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  client_max_body_size 10m;
  proxy_cache_path cache levels=1 keys_zone=clinic:1m;
  map $http_upgrade $upstream_connection { default upgrade; '' ''; }
  upstream clinic { server ${clinic}; keepalive 16; }
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $upstream_connection;
    proxy_cache clinic;
    ${locations[fault ?? 'right']}
  }
}
`;
}

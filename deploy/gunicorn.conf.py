"""How gunicorn serves the portal, in the demo and in production; each value can come from the environment."""

import os

wsgi_app = "kerjasama.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
timeout = 60
graceful_timeout = 10
max_requests = 5000
max_requests_jitter = 500
reload = os.environ.get("DEBUG") == "1"
preload_app = not reload  # loaded once, shared by the processes; new code takes a restart
loglevel = "warning"
accesslog = None  # the portal writes its own, without addresses of persons
control_socket_disable = True
limit_request_line = 4094
forwarded_allow_ips = ""  # Django decides, by TRUSTED_PROXIES

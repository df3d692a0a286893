# Wijkboek's service and follower; the database runs elsewhere (docker-compose.yml).
FROM python:3.13-slim

RUN useradd --system --uid 10001 --home-dir /var/lib/wijkboek --create-home wijkboek
WORKDIR /app

# Packages first: they change less often than the code. Hashes only; nothing else gets in.
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes \
    --only-binary=:all: -r requirements.lock

COPY domain ./domain
COPY projections ./projections
COPY service ./service
COPY docker/start docker/healthy.py ./docker/
COPY pyproject.toml ./

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WIJKBOEK_HOME=/var/lib/wijkboek
RUN chmod 700 /var/lib/wijkboek
USER wijkboek
VOLUME /var/lib/wijkboek
EXPOSE 8000

ENTRYPOINT ["/app/docker/start"]
CMD ["serve"]
